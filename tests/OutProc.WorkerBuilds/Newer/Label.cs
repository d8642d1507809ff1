namespace OutProc.WorkerBuilds;

/// <summary>Its first member has another name than in the kept build.</summary>
public sealed record Label(string Title, IReadOnlyList<int> Numbers);
