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
    private readonly string _worker;
    private readonly LossyQueue<Line> _lines;

    public WorkerOutputLog(ILoggerFactory loggers, string worker)
    {
        _worker = worker;
        _output = loggers.CreateLogger(OutProcLog.OutputCategory);
        _error = loggers.CreateLogger(OutProcLog.ErrorCategory);
        _lines = new LossyQueue<Line>(Capacity, Write, lost => OutProcLog.OutputLost(_error, _worker, lost));
    }

    public void OnOutput(string text) => Add(new Line(text, IsError: false));

    public void OnError(string text) => Add(new Line(text, IsError: true));

    private void Add(Line line) => _lines.TryAdd(line, line.Text.Length + LineOverhead);

    private void Write(Line line)
    {
        if (line.IsError)
        {
            OutProcLog.StandardError(_error, _worker, line.Text);
        }
        else
        {
            OutProcLog.StandardOutput(_output, _worker, line.Text);
        }
    }

    private readonly record struct Line(string Text, bool IsError);
}
