using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Data with shared resources in it.</summary>
public sealed record Parcel(SharedLock Guard, SharedArray<long> Numbers, SharedEvent? Done, string Note);
