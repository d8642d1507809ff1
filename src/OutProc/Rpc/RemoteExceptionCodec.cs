using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>Sends one <c>[RemoteException]</c> type.</summary>
internal abstract class RemoteExceptionCodec
{
    public abstract Type ExceptionType { get; }

    public abstract void Write(ref PayloadWriter writer, Exception exception);

    public abstract Exception Read(ref PayloadReader reader, string message, Exception? innerException);
}
