namespace OutProc.WorkerBuilds;

/// <summary>Takes a type whose members change places.</summary>
[RemoteWorker]
public sealed class Canvas
{
    public int Measure(Extent extent) => (extent.Width * 100) + extent.Height;
}
