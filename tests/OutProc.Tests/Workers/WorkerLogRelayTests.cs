using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OutProc.Protocol;
using OutProc.Testing.Shared;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public sealed class WorkerLogRelayTests
{
    [Fact]
    public async Task Post_EverNewCategories_FillTheHostsFactoryUpToALimitOnly()
    {
        var loggers = new CategoryCounter(lastRecord: 3000);
        var relay = new WorkerLogRelay(loggers, 1, 4711, static violation => Assert.Fail(violation));

        for (int i = 1; i <= 3000; i++)
        {
            relay.Post(MessageCodec.Encode(new LogMessage { Category = $"Category {i}", Level = LogLevel.Information, EventId = i, Text = "x" }));
        }

        await loggers.Done.DefaultTimeout();
        loggers.Categories.Count.ShouldBe(1024 + 1);
        loggers.Categories.Keys.ShouldContain("OutProc.Worker");
    }

    private sealed class CategoryCounter(int lastRecord) : ILoggerFactory, ILogger
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentDictionary<string, bool> Categories { get; } = new();

        public Task Done => _done.Task;

        public ILogger CreateLogger(string categoryName)
        {
            Categories[categoryName] = true;
            return this;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == lastRecord)
            {
                _done.SetResult();
            }
        }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
