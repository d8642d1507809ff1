using System.Globalization;
using System.Runtime.InteropServices;

namespace OutProc.TestWorkers;

/// <summary>Spoils the memory that this process shares with its host, as a wild pointer would.</summary>
internal static class SharedMemoryVandal
{
    private const int PositionsOfAnswers = 4096 + (1 << 20);
    private const int WordOfAnswers = PositionsOfAnswers + 320;
    private const nint FutexWake = 1;

    /// <summary>Fills the words in front of the ring of answers, and wakes whoever sleeps there.</summary>
    public static void SpoilRings()
    {
        nint futex = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            if (!line.Contains("memfd:outproc", StringComparison.Ordinal))
            {
                continue;
            }

            // The memory of shared resources is smaller than the rings: behind it would be whatever follows.
            int dash = line.IndexOf('-', StringComparison.Ordinal);
            nint start = Address(line.AsSpan(0, dash));
            if (Address(line.AsSpan(dash + 1, line.IndexOf(' ', StringComparison.Ordinal) - dash - 1)) - start > WordOfAnswers)
            {
                for (int i = 0; i < 64; i++)
                {
                    Marshal.WriteByte(start + PositionsOfAnswers + i, 0xff);
                }

                Marshal.WriteInt32(start + WordOfAnswers, Marshal.ReadInt32(start + WordOfAnswers) + 1);
                _ = SystemCall(futex, start + WordOfAnswers, FutexWake, int.MaxValue);
            }
        }
    }

    private static nint Address(ReadOnlySpan<char> text) => nint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern nint SystemCall(nint number, nint address, nint operation, nint count);
}
