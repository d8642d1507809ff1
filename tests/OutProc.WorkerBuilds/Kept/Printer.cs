namespace OutProc.WorkerBuilds;

/// <summary>Takes a type whose member is renamed; has a method less than the newer build, and calls that fail.</summary>
[RemoteWorker]
public sealed class Printer
{
    public string Print(Label label) => $"kept {label.Name} {label.Numbers.Sum()}";

    public async Task<int?> CountAsync(string? text, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        return text?.Length;
    }

    public void Fail(string reason) => throw new InvalidOperationException(reason);
}
