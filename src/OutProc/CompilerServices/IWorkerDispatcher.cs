using System.ComponentModel;

namespace OutProc.CompilerServices;

/// <summary>The worker side of a contract: decodes arguments, calls the instance, encodes the result. Implemented by emitted classes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWorkerDispatcher
{
    /// <summary>The user's instance.</summary>
    object Instance { get; }

    /// <summary>Runs one call. Exceptions of the method leave through the task.</summary>
    /// <param name="method">The index in the contract's method table.</param>
    /// <param name="call">The call: its arguments, its token, where its result goes.</param>
    /// <returns>A task that ends when the method has ended and its result was handed to <paramref name="call"/>.</returns>
    ValueTask DispatchAsync(int method, IncomingCall call);
}
