namespace OutProc.WorkerBuilds;

/// <summary>Has a member more than in the kept build.</summary>
public sealed record Entry(int Id, string Text, int Amount);
