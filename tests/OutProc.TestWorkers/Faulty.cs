using System.Collections;

namespace OutProc.TestWorkers;

/// <summary>Fails in every way an exception can fail.</summary>
[RemoteWorker]
public sealed class Faulty
{
    public void ThrowArgument(string parameter) => throw new ArgumentException("It is not allowed.", parameter);

    public async Task ThrowLaterAsync(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public int ThrowCustom(string message) => throw new CustomException(message, new TimeoutException("slow"));

    public int ThrowOtherCancellation()
    {
        using var other = new CancellationTokenSource();
        other.Cancel();
        other.Token.ThrowIfCancellationRequested();
        return 0;
    }

    /// <summary>Throws a type of this assembly that keeps its type; with a torn image, or one whose rebuilding throws.</summary>
    public void ThrowMarked(bool torn)
        => throw new CorruptImageException("It is torn.", 4711, new IOException("disk")) { File = "a.png", Rows = torn ? [3, 5] : [] };

    public void ThrowMarkedInsideAnother() => throw new AggregateException(new CorruptImageException("inner", 1, null), new PickyException("fine"));

    public void ThrowPicky() => throw new PickyException("fine") { Level = 7 };

    public void ThrowHostile() => throw new HostileException();

    public string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private sealed class CustomException(string message, Exception inner) : Exception(message, inner);

    private sealed class HostileException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string? StackTrace => throw new NotSupportedException();

        public override IDictionary Data => throw new NotSupportedException();
    }
}
