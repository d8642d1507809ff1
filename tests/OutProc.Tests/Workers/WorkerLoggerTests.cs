using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OutProc.Protocol;
using OutProc.Transport;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public sealed class WorkerLoggerTests : IDisposable
{
    private readonly InMemoryChannel _host;
    private readonly WorkerLogSink _sink;
    private readonly WorkerLoggerFactory _factory;
    private readonly ILogger _logger;

    public WorkerLoggerTests()
    {
        (_host, InMemoryChannel worker) = InMemoryChannel.CreatePair();
        _sink = new WorkerLogSink(worker);
        _factory = new WorkerLoggerFactory(_sink, LogLevel.Information) { CurrentCall = static () => 77 };
        _logger = _factory.CreateLogger("Category");
    }

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void Log_FullRecord_HasAllParts()
    {
        using (_logger.BeginScope("outer {Id}", 1))
        using (_logger.BeginScope(new Dictionary<string, object?> { ["Inner"] = 2 }))
        {
            _logger.LogError(new EventId(5, "Five"), new FormatException("bad"), "Value {Value} of {Name}", 1.5, "x");
        }

        LogMessage record = Next();
        record.Category.ShouldBe("Category");
        record.Level.ShouldBe(LogLevel.Error);
        record.EventId.ShouldBe(5);
        record.EventName.ShouldBe("Five");
        record.Text.ShouldBe("Value 1.5 of x");
        record.ExceptionText.ShouldBe("System.FormatException: bad");
        record.CallId.ShouldBe(77);
        record.State.ShouldBe([new("Value", "1.5"), new("Name", "x"), new("{OriginalFormat}", "Value {Value} of {Name}")]);
        record.Scopes.ShouldBe(["outer 1", "Inner=2"]);
    }

    [Fact]
    public void Log_BelowTheHostsLevel_IsNotEvenFormatted()
    {
        _logger.Log(LogLevel.Debug, default, 0, null, static (_, _) => throw new InvalidOperationException("It was formatted."));

        _logger.IsEnabled(LogLevel.Debug).ShouldBeFalse();
        _logger.IsEnabled(LogLevel.Information).ShouldBeTrue();
        _logger.IsEnabled(LogLevel.None).ShouldBeFalse();
    }

    [Fact]
    public void Log_ValueThatThrows_KeepsTheRest()
    {
        var state = new KeyValuePair<string, object?>[] { new("Bad", new Hostile()), new("Good", 1) };

        _logger.Log(LogLevel.Warning, default, state, null, static (_, _) => "text");

        LogMessage record = Next();
        record.State[0].Value.ShouldNotBeNull().ShouldContain("System.NotSupportedException");
        record.State[1].Value.ShouldBe("1");
    }

    [Fact]
    public void Log_HugeRecord_IsCut()
    {
        _logger.Log(LogLevel.Warning, default, 0, null, static (_, _) => new string('x', 10_000_000));

        Next().Text.Length.ShouldBe(LogMessage.MaxText);
    }

    [Fact]
    public void AddProvider_OfTheWorker_GetsTheSameRecords()
    {
        var provider = new ListProvider();
        _factory.AddProvider(provider);

        _logger.LogWarning("both");

        provider.Texts.ShouldBe(["both"]);
        Next().Text.ShouldBe("both");
    }

    private LogMessage Next()
    {
        _sink.Complete(TimeSpan.FromSeconds(30));
        _host.TryRead(out Frame frame).ShouldBe(ReadStatus.Frame);
        using (frame.Payload)
        {
            return MessageCodec.Decode<LogMessage>(frame.Payload.WrittenSpan);
        }
    }

    private sealed class Hostile
    {
        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class ListProvider : ILoggerProvider
    {
        public List<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => new ListLogger(Texts);

        public void Dispose()
        {
        }
    }

    private sealed class ListLogger(List<string> texts) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => texts.Add(formatter(state, exception));
    }
}
