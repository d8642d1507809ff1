using System.ComponentModel;
using OutProc.Rpc;

namespace OutProc.CompilerServices;

/// <summary>Names an emitted codec; one attribute for each <c>[RemoteException]</c> class of the assembly.</summary>
/// <typeparam name="T">The codec.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RemoteExceptionRegistrationAttribute<T> : RemoteExceptionRegistrationAttribute
    where T : IRemoteExceptionCodec
{
    internal override RemoteExceptionCodec CreateCodec() => new RemoteExceptionCodec<T>();
}
