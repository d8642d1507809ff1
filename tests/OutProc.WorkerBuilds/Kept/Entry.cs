namespace OutProc.WorkerBuilds;

/// <summary>Gets a member more in the newer build.</summary>
public sealed record Entry(int Id, string Text);
