using System.Text;
using Microsoft.Extensions.Logging;

namespace OutProc.TestWorkers;

/// <summary>Writes more than anybody reads.</summary>
[RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)]
public sealed class Chatty(ILogger<Chatty> log)
{
    private static readonly byte[] s_line = Encoding.ASCII.GetBytes(new string('x', 119) + "\n");

    /// <summary>Writes that many bytes to standard output or error, in lines, and returns how many it wrote.</summary>
    public long Flood(long bytes, bool error)
    {
        byte[] block = new byte[s_line.Length * 512];
        for (int i = 0; i < block.Length; i += s_line.Length)
        {
            s_line.CopyTo(block, i);
        }

        using Stream stream = error ? Console.OpenStandardError() : Console.OpenStandardOutput();
        long written = 0;
        for (; written < bytes; written += block.Length)
        {
            stream.Write(block);
        }

        stream.Flush();
        return written;
    }

    /// <summary>Logs that many records, each with a value of its own.</summary>
    public void FloodLog(int records)
    {
        string text = new('y', 500);
        for (int i = 0; i < records; i++)
        {
            log.LogInformation("Record {Number} {Text}", i, text);
        }
    }

    public int Echo(int value) => value;
}
