using System.Text;

namespace SharedLog;

/// <summary>The log file as the holder of its lock sees it. Another process may have died while it wrote.</summary>
internal sealed class LogFile(string path) : IDisposable
{
    private const int Window = 4096;

    private readonly FileStream _file = new(
        path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Appends a line in two writes: without the lock, lines of other processes would come between.</summary>
    public void Append(LogLine line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        int half = bytes.Length / 2;
        _file.Seek(0, SeekOrigin.End);
        _file.Write(bytes, 0, half);
        _file.Write(bytes, half, bytes.Length - half);
    }

    /// <summary>Cuts off what a process that died in the middle of a line left of it.</summary>
    public void Repair()
    {
        byte[] window = new byte[Window];
        long end = _file.Length;
        while (end > 0)
        {
            int count = (int)Math.Min(Window, end);
            _file.Seek(end - count, SeekOrigin.Begin);
            _file.ReadExactly(window, 0, count);
            int newline = Array.LastIndexOf(window, (byte)'\n', count - 1, count);
            if (newline >= 0)
            {
                _file.SetLength(end - count + newline + 1);
                return;
            }

            end -= count;
        }

        _file.SetLength(0);
    }

    /// <summary>How many lines of a writer are in the file: where it has to go on.</summary>
    public int CountOf(int writer)
    {
        _file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, Window, leaveOpen: true);
        int count = 0;
        while (reader.ReadLine() is { } text)
        {
            count += LogLine.TryParse(text, out LogLine line) && line.Writer == writer ? 1 : 0;
        }

        return count;
    }

    public void Dispose() => _file.Dispose();
}
