using System.Globalization;
using System.Runtime.InteropServices;

namespace OutProc.Chaos.Workers;

/// <summary>Does the worst a worker can do to itself and to what it shares with its host.</summary>
internal static unsafe class Misdeeds
{
    /// <summary>Where the words lie in front of a ring's data, and how far the second ring is behind the first.</summary>
    private const int HeaderSize = 4096;

    private const int FloodLine = 4096;
    private const int ControlDescriptor = 3;
    private const int ExitCode = 42;

    /// <summary>Not so low that the runtime takes it for a null reference, which it survives.</summary>
    private const nint UnmappedAddress = 1 << 20;

    public static void Commit(Misdeed misdeed, int seed)
    {
        var random = new Random(seed);
        switch (misdeed)
        {
            case Misdeed.Exit:
                Environment.Exit(ExitCode);
                break;
            case Misdeed.FailFast:
                Environment.FailFast("Told to.");
                break;
            case Misdeed.WildPointer:
                *(int*)UnmappedAddress = 1;
                break;
            case Misdeed.StackOverflow:
                _ = Recurse(1);
                break;
            case Misdeed.Flood:
                Flood(random);
                break;
            case Misdeed.CorruptRings:
                CorruptRings(random);
                DieSoon(random);
                break;
            case Misdeed.CorruptFrames:
                CorruptFrames(random);
                DieSoon(random);
                break;
            case Misdeed.ExhaustDescriptors:
                ExhaustDescriptors(random);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(misdeed), misdeed, "Not a misdeed.");
        }
    }

    private static long Recurse(long depth) => depth <= 0 ? 0 : Recurse(depth + 1) + Recurse(depth + 2);

    private static void Flood(Random random)
    {
        string line = new('x', FloodLine);
        TextWriter writer = random.Next(2) == 0 ? Console.Out : Console.Error;
        for (int i = random.Next(256, 2048); i > 0; i--)
        {
            writer.WriteLine(line);
        }
    }

    private static void CorruptRings(Random random)
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            if (!line.Contains("memfd:outproc", StringComparison.Ordinal))
            {
                continue;
            }

            int dash = line.IndexOf('-', StringComparison.Ordinal);
            nint start = nint.Parse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            nint end = nint.Parse(line.AsSpan(dash + 1, space - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            nint half = (end - start) / 2;
            for (int i = random.Next(1, 8); i > 0; i--)
            {
                // The words only, never the data: what a worker puts into its own answers is its own affair.
                byte* word = (byte*)start + (random.Next(2) * half) + (random.Next(HeaderSize / 8) * 8);
                *(long*)word = random.Next(3) switch
                {
                    0 => *(long*)word + random.Next(-4096, 4096),
                    1 => random.NextInt64(),
                    _ => -1,
                };
            }
        }
    }

    private static void CorruptFrames(Random random)
    {
        byte[] garbage = new byte[random.Next(1, 200)];
        random.NextBytes(garbage);
        bool control = random.Next(4) == 0;
        foreach (string entry in Directory.GetFiles("/proc/self/fd"))
        {
            int descriptor = int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture);
            if ((descriptor == ControlDescriptor) == control
                && File.ResolveLinkTarget(entry, false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true)
            {
                fixed (byte* bytes = garbage)
                {
                    // No signal if the host has closed its end.
                    _ = Send(descriptor, bytes, (nuint)garbage.Length, 0x4000 | 0x40);
                }
            }
        }
    }

    /// <summary>A process that has spoiled its own memory does not live long.</summary>
    private static void DieSoon(Random random)
    {
        Thread.Sleep(random.Next(300));
        Environment.FailFast("Its memory was spoiled.");
    }

    private static void ExhaustDescriptors(Random random)
    {
        // Copies of one descriptor: thousands of opened files would each hold a lock, and closing them would take minutes.
        var copies = new List<int>();
        for (int copy = Duplicate(0); copy >= 0; copy = Duplicate(0))
        {
            copies.Add(copy);
        }

        Thread.Sleep(random.Next(50));
        foreach (int copy in copies)
        {
            _ = Close(copy);
        }
    }

    [DllImport("libc", EntryPoint = "send")]
    private static extern nint Send(int descriptor, byte* bytes, nuint count, int flags);

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
