using System.Globalization;
using Microsoft.Extensions.Logging;
using OutProc.Protocol;
using OutProc.Rpc;

namespace OutProc.Workers;

/// <summary>One category of a worker's log.</summary>
internal sealed class WorkerLogger(string category, WorkerLoggerFactory factory) : ILogger
{
    private volatile Others _others = new([], []);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= factory.Level && logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => factory.Scopes.Push(state);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var scopes = new List<string>();
        factory.Scopes.ForEachScope(static (scope, list) => list.Add(ScopeToText(scope)), scopes);
        factory.Sink.Post(new LogMessage
        {
            Category = category,
            Level = logLevel,
            EventId = eventId.Id,
            EventName = eventId.Name,
            Text = WireText.Fit(formatter(state, exception), LogMessage.MaxText) ?? "",
            ExceptionText = exception is null ? null : ToText(exception, LogMessage.MaxText),
            CallId = factory.CurrentCall?.Invoke() ?? 0,
            State = ReadState(state),
            Scopes = scopes,
        });
        foreach (ILogger other in GetOthers())
        {
            other.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private static KeyValuePair<string, string?>[] ReadState<TState>(TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            return [];
        }

        var texts = new KeyValuePair<string, string?>[Math.Min(values.Count, LogMessage.MaxPairs)];
        for (int i = 0; i < texts.Length; i++)
        {
            // The template is the last value, and the one that must not be missing.
            (string key, object? value) = values[i == texts.Length - 1 ? values.Count - 1 : i];
            texts[i] = new(key, ToText(value));
        }

        return texts;
    }

    private static string ScopeToText(object? scope)
    {
        string text = ToText(scope) ?? "";

        // A dictionary shows its type's name, but its entries were meant.
        return scope is IEnumerable<KeyValuePair<string, object?>> values && text == scope.GetType().ToString()
            ? WireText.Fit(string.Join(", ", values.Select(static value => $"{value.Key}={ToText(value.Value)}")), LogMessage.MaxValue)
            : text;
    }

    /// <summary>Turns a value of the user's into text. Now, on the thread that logs: later it may have changed.</summary>
    private static string? ToText(object? value, int maxLength = LogMessage.MaxValue)
    {
        try
        {
            string? text = value is Exception error ? ExceptionTree.ToText(error) : Convert.ToString(value, CultureInfo.InvariantCulture);
            return WireText.Fit(value is null ? null : text, maxLength);
        }
        catch (Exception e)
        {
            // Expected: ToString is the user's. A record that cannot show one value is better than none.
            return $"({value!.GetType()}.ToString threw {e.GetType()})";
        }
    }

    private ILogger[] GetOthers()
    {
        ILoggerProvider[] providers = factory.Providers;
        Others others = _others;
        if (others.Providers == providers)
        {
            return others.Loggers;
        }

        others = new Others(providers, Array.ConvertAll(providers, provider => provider.CreateLogger(category)));
        _others = others;
        return others.Loggers;
    }

    private sealed record Others(ILoggerProvider[] Providers, ILogger[] Loggers);
}
