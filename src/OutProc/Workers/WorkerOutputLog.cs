using Microsoft.Extensions.Logging;
using OutProc.Diagnostics;

namespace OutProc.Workers;

/// <summary>Turns the lines that a worker writes to its standard streams into log records of the host.</summary>
/// <remarks>Lines come from the monitor's thread, which never waits for a logger: what loggers do not keep up with is dropped and counted.</remarks>
internal sealed class WorkerOutputLog
{
    private const int Capacity = 1 << 20;

    // What a line costs besides its characters.
    private const int LineOverhead = 64;

    private readonly ILogger _output;
    private readonly ILogger _error;
    private readonly LossyQueue<Line> _lines;

    public WorkerOutputLog(ILoggerFactory loggers)
    {
        _output = loggers.CreateLogger(OutProcLog.OutputCategory);
        _error = loggers.CreateLogger(OutProcLog.ErrorCategory);
        _lines = new LossyQueue<Line>(Capacity, Write, lost => OutProcLog.OutputLost(_error, Worker, lost));
    }

    /// <summary>The worker's name in the records. Set before the first line, when the process id is known.</summary>
    public string Worker { get; set; } = "";

    public void OnOutput(string text) => Add(new Line(text, IsError: false));

    public void OnError(string text) => Add(new Line(text, IsError: true));

    private void Add(Line line) => _lines.TryAdd(line, line.Text.Length + LineOverhead);

    private void Write(Line line)
    {
        if (line.IsError)
        {
            OutProcLog.StandardError(_error, Worker, line.Text);
        }
        else
        {
            OutProcLog.StandardOutput(_output, Worker, line.Text);
        }
    }

    private readonly record struct Line(string Text, bool IsError);
}
