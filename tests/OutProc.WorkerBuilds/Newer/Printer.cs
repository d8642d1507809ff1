namespace OutProc.WorkerBuilds;

/// <summary>Has a method more than in the kept build, and parameters of other names.</summary>
[RemoteWorker]
public sealed class Printer
{
    public int Added(int value) => value;

    public void Fail(string why) => throw new InvalidOperationException(why);

    public async Task<int?> CountAsync(string? value, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        return value?.Length;
    }

    public string Print(Label tag) => $"newer {tag.Title} {tag.Numbers.Sum()}";
}
