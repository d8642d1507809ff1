using System.ComponentModel;

namespace OutProc.CompilerServices;

/// <summary>Emitted once for each worker class of an assembly.</summary>
/// <typeparam name="T">The emitted class that names the implementation.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerRegistrationAttribute<T> : WorkerRegistrationAttribute
    where T : IWorkerRegistration
{
    /// <inheritdoc/>
    public override WorkerImplementation Implementation => T.Implementation;
}
