using System.ComponentModel;

namespace OutProc.CompilerServices;

/// <summary>The non-generic base of <see cref="WorkerRegistrationAttribute{T}"/>, so that a worker process can list the workers of an assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WorkerRegistrationAttribute : Attribute
{
    private protected WorkerRegistrationAttribute()
    {
    }

    /// <summary>The implementation the attribute names.</summary>
    public abstract WorkerImplementation Implementation { get; }
}
