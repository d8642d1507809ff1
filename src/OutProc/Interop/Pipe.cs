using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>A one-way stream into this process.</summary>
internal static unsafe class Pipe
{
    /// <summary>Makes a pipe whose reading end never blocks. Both ends are close-on-exec; the writing end blocks, as programs expect.</summary>
    public static (FileDescriptor Reader, FileDescriptor Writer) Create()
    {
        int* ends = stackalloc int[2];
        if (LibC.Pipe2(ends, LibC.OCloexec) != 0)
        {
            throw NativeException.Last("pipe2");
        }

        FileDescriptor reader = new(ends[0]);
        FileDescriptor writer = new(ends[1]);
        if (LibC.Fcntl(reader, LibC.FSetFl, LibC.ONonblock) < 0)
        {
            throw NativeException.Last("fcntl(F_SETFL)");
        }

        return (reader, writer);
    }

    /// <summary>Takes what has arrived. Never blocks. A pipe that cannot be read counts as closed.</summary>
    public static IoStatus TryRead(FileDescriptor reader, Span<byte> buffer, out int read)
    {
        fixed (byte* bytes = buffer)
        {
            nint count;
            int error;
            do
            {
                count = LibC.Read(reader, bytes, (nuint)buffer.Length);
                error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            }
            while (error == Errno.Interrupted);

            read = (int)Math.Max(count, 0);
            return count > 0 ? IoStatus.Done : error == Errno.TryAgain ? IoStatus.WouldBlock : IoStatus.Closed;
        }
    }
}
