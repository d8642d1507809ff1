using OutProc.Interop;

namespace OutProc.Workers;

/// <summary>A process that was just started.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="Descriptor">Its descriptor, or <c>null</c> when it has ended already and somebody else collected its status.</param>
internal readonly record struct SpawnedProcess(int ProcessId, ProcessDescriptor? Descriptor);
