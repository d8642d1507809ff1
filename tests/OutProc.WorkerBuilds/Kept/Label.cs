namespace OutProc.WorkerBuilds;

/// <summary>Its member gets another name in the newer build.</summary>
public sealed record Label(string Name, IReadOnlyList<int> Numbers);
