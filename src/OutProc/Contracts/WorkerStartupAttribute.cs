using System.ComponentModel;

namespace OutProc.Contracts;

/// <summary>The non-generic base of <see cref="WorkerStartupAttribute{T}"/>, so that the runtime can find it.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WorkerStartupAttribute : Attribute
{
    private protected WorkerStartupAttribute()
    {
    }

    internal abstract IWorkerStartup CreateStartup();
}
