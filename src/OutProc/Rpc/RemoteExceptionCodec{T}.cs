using OutProc.CompilerServices;
using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>The emitted codec of one type, as an object.</summary>
internal sealed class RemoteExceptionCodec<T> : RemoteExceptionCodec
    where T : IRemoteExceptionCodec
{
    public override Type ExceptionType => T.ExceptionType;

    public override void Write(ref PayloadWriter writer, Exception exception) => T.Write(ref writer, exception);

    public override Exception Read(ref PayloadReader reader, string message, Exception? innerException)
        => T.Read(ref reader, message, innerException);
}
