using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>What a <see cref="SharedHandle{T}"/> can hold: which descriptor it is, and how it is made of one.</summary>
internal static class SharedHandleValues
{
    /// <summary>Begins where nobody can guess: a worker cannot name the handles of another.</summary>
    private static long s_lastTicket = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>Puts another descriptor of a file or socket beside a payload.</summary>
    /// <returns>What the payload calls it.</returns>
    /// <exception cref="SharedResourceException">It is closed, or there is no descriptor left.</exception>
    public static long Attach(ref PayloadWriter writer, object value)
    {
        long ticket = NextTicket();
        writer.Attach(ticket, Copy(value));
        return ticket;
    }

    /// <summary>Makes a file or socket of what came beside a payload.</summary>
    /// <exception cref="SharedResourceException">It did not come, or is something else.</exception>
    public static T Take<T>(SharedResources receiver, long ticket)
        where T : class
        => Open<T>(receiver.Descriptors.Take(ticket));

    /// <summary>A number that no other handle has, and not 0.</summary>
    private static long NextTicket()
    {
        long ticket;
        do
        {
            ticket = Interlocked.Increment(ref s_lastTicket);
        }
        while (ticket == 0);
        return ticket;
    }

    /// <summary>Another descriptor of the same file or socket.</summary>
    private static FileDescriptor Copy(object value)
    {
        SafeHandle handle = value switch
        {
            SafeFileHandle file => file,
            Socket socket => socket.SafeHandle,
            _ => throw Unknown(value.GetType()),
        };
        bool held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            return FileDescriptor.CopyOf(handle);
        }
        catch (Exception e) when (e is ObjectDisposedException or NativeException)
        {
            throw new SharedResourceException($"A handle could not be sent: {e.Message}", innerException: e);
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }

    /// <summary>Makes the value of a descriptor, which it owns.</summary>
    private static T Open<T>(FileDescriptor descriptor)
        where T : class
    {
        object value;
        if (typeof(T) == typeof(SafeFileHandle))
        {
            value = new SafeFileHandle(descriptor.Detach(), ownsHandle: true);
        }
        else if (typeof(T) == typeof(Socket))
        {
            value = OpenSocket(descriptor);
        }
        else
        {
            descriptor.Dispose();
            throw Unknown(typeof(T));
        }

        return (T)value;
    }

    private static Socket OpenSocket(FileDescriptor descriptor)
    {
        var handle = new SafeSocketHandle(descriptor.Detach(), ownsHandle: true);
        try
        {
            return new Socket(handle);
        }
        catch (SocketException e)
        {
            handle.Dispose();
            throw new SharedResourceException($"What came is no socket: {e.Message}", innerException: e);
        }
    }

    private static SharedResourceException Unknown(Type type) => new($"A shared handle holds a SafeFileHandle or a Socket, not a {type}.");
}
