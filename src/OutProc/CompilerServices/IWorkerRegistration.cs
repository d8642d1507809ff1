using System.ComponentModel;

namespace OutProc.CompilerServices;

/// <summary>Names a worker implementation of an assembly without reflection. Implemented by emitted classes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWorkerRegistration
{
    /// <summary>The implementation.</summary>
    static abstract WorkerImplementation Implementation { get; }
}
