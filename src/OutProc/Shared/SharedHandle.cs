using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace OutProc.Shared;

/// <summary>Makes handles that can be arguments, results and parts of data.</summary>
public static class SharedHandle
{
    /// <summary>An open file for the receiver of a call, or of its result.</summary>
    /// <param name="file">The file. It stays the caller's, who may close it as soon as the call was made.</param>
    /// <returns>What is sent.</returns>
    public static SharedHandle<SafeFileHandle> Of(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new SharedHandle<SafeFileHandle>(file);
    }

    /// <summary>A socket for the receiver of a call, or of its result.</summary>
    /// <param name="socket">The socket. It stays the caller's, who may close it as soon as the call was made.</param>
    /// <returns>What is sent.</returns>
    public static SharedHandle<Socket> Of(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return new SharedHandle<Socket>(socket);
    }
}
