using System.ComponentModel;
using OutProc.Rpc;

namespace OutProc.CompilerServices;

/// <summary>The non-generic base of <see cref="RemoteExceptionRegistrationAttribute{T}"/>, so that the runtime can find it.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RemoteExceptionRegistrationAttribute : Attribute
{
    private protected RemoteExceptionRegistrationAttribute()
    {
    }

    internal abstract RemoteExceptionCodec CreateCodec();
}
