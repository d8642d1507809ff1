namespace OutProc.Workers;

/// <summary>Shows an exception that a worker logged: its text as the worker saw it. Never thrown.</summary>
internal sealed class WorkerLoggedException(string text) : Exception(FirstLine(text))
{
    public override string ToString() => text;

    private static string FirstLine(string text)
    {
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
