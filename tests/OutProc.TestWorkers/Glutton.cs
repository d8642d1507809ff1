using System.Globalization;
using System.Runtime.InteropServices;

namespace OutProc.TestWorkers;

/// <summary>Takes what it can get, and tells what it was given.</summary>
[RemoteWorker]
public sealed class Glutton
{
    private readonly List<byte[]> _kept = [];

    public int Processors() => Environment.ProcessorCount;

    /// <summary>The nice values of all threads of the process.</summary>
    public int[] NiceOfThreads() =>
    [
        .. Directory.GetDirectories("/proc/self/task")
            .Select(static task => File.ReadAllText(Path.Combine(task, "stat")))
            .Select(static stat => int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture)),
    ];

    /// <summary>Allocates in pieces and uses every page.</summary>
    public int Allocate(int megabytes)
    {
        try
        {
            for (int i = 0; i < megabytes; i++)
            {
                byte[] piece = new byte[1 << 20];
                for (int page = 0; page < piece.Length; page += 4096)
                {
                    piece[page] = 1;
                }

                _kept.Add(piece);
            }

            return _kept.Count;
        }
        catch (OutOfMemoryException)
        {
            _kept.Clear();
            throw;
        }
    }

    /// <summary>Opens a file again and again, and closes all of them when it gets no more.</summary>
    public int OpenFiles(int count)
    {
        var files = new List<FileStream>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                files.Add(File.OpenRead("/proc/self/stat"));
            }

            return files.Count;
        }
        finally
        {
            files.ForEach(static file => file.Dispose());
        }
    }

    /// <summary>Ends the process as an allocation on a thread of its own does for which there is no memory.</summary>
    public void RunOutOfMemory()
    {
#pragma warning disable CA2201 // What the runtime throws is what is wanted.
        var thread = new Thread(static () => throw new OutOfMemoryException());
#pragma warning restore CA2201
        thread.Start();
        thread.Join();
    }

    /// <summary>Starts a thread that keeps the process alive after its end.</summary>
    public void StayAwake(int seconds) => new Thread(() => Thread.Sleep(TimeSpan.FromSeconds(seconds))) { IsBackground = false }.Start();

    /// <summary>Waits in the C library, where no runtime can interrupt it.</summary>
    public uint SleepInNativeCode(int seconds) => Sleep((uint)seconds);

    /// <summary>Is in a <c>finally</c> block, which exceptions and aborts respect.</summary>
    public int SpinInFinally(int milliseconds)
    {
        int turns = 0;
        try
        {
            turns = 1;
        }
        finally
        {
            turns += Spin(milliseconds);
        }

        return turns;
    }

    /// <summary>Computes without a pause and without looking at anything.</summary>
    public int Spin(int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        int turns = 0;
        while (Environment.TickCount64 < end)
        {
            turns++;
        }

        return turns;
    }

    [DllImport("libc", EntryPoint = "sleep")]
    private static extern uint Sleep(uint seconds);
}
