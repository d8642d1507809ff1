using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Is handed open files and connections, and hands some back.</summary>
[RemoteWorker]
public sealed class Courier
{
    /// <summary>Writes at the end.</summary>
    public void Write(SharedHandle<SafeFileHandle> file, string text)
    {
        using SharedHandle<SafeFileHandle> own = file;
        using var stream = new FileStream(own.Value, FileAccess.Write, bufferSize: 0);
        stream.Seek(0, SeekOrigin.End);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    public SharedHandle<SafeFileHandle>? Open(string path)
        => File.Exists(path) ? SharedHandle.Of(File.OpenHandle(path)) : null;

    /// <summary>Sends back what comes, in capitals, until the other side has finished.</summary>
    public async Task ServeAsync(SharedHandle<Socket> connection, CancellationToken cancellationToken)
    {
        using Socket socket = connection.Value;
        byte[] buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, cancellationToken) is > 0 and int count)
        {
            byte[] answer = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(buffer, 0, count).ToUpperInvariant());
            await socket.SendAsync(answer, cancellationToken);
        }
    }

    /// <summary>How many bytes each file has.</summary>
    public long[] Lengths(IReadOnlyList<SharedHandle<SafeFileHandle>> files)
    {
        var lengths = new long[files.Count];
        for (int i = 0; i < lengths.Length; i++)
        {
            using SafeFileHandle file = files[i].Value;
            lengths[i] = RandomAccess.GetLength(file);
        }

        return lengths;
    }

    public int OpenDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
