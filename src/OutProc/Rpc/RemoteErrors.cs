using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>Carries a worker's exceptions to the host.</summary>
internal static class RemoteErrors
{
    /// <summary>Encodes an exception. Never throws.</summary>
    public static PayloadBuffer Encode(Exception error, PayloadOptions options)
    {
        var buffer = new PayloadBuffer();
        var writer = new PayloadWriter(buffer, options);
        writer.WriteString(error.GetType().FullName);
        writer.WriteString(error.Message);
        writer.Complete();
        return buffer;
    }

    /// <summary>Rebuilds an exception of a worker.</summary>
    /// <param name="payload">What <see cref="Encode"/> wrote.</param>
    /// <param name="options">The limits.</param>
    /// <param name="worker">The worker's name.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="cancelled">The caller's token if it was cancelled, else <c>default</c>.</param>
    public static Exception Decode(
        ReadOnlySpan<byte> payload, PayloadOptions options, string worker, string method, CancellationToken cancelled)
    {
        var reader = new PayloadReader(payload, options);
        return new RemoteInvocationException(reader.ReadString() ?? "", reader.ReadString() ?? "", null) { Worker = worker, Method = method };
    }
}
