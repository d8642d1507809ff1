using System.ComponentModel;
using OutProc.Rpc;

namespace OutProc.CompilerServices;

/// <summary>What a proxy calls. It hides the pool, the transport, retries and the execution mode from generated code.</summary>
/// <remarks>Thread-safe. Errors always surface in the returned task, never from the call itself.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RemoteInvoker
{
    private readonly CallRouter _router;

    internal RemoteInvoker(CallRouter router) => _router = router;

    /// <summary>Calls a method that returns a value.</summary>
    /// <typeparam name="TArgs">The emitted struct of the arguments.</typeparam>
    /// <typeparam name="TResult">What the contract method returns.</typeparam>
    /// <typeparam name="TPayload">The emitted struct of the result.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result.</returns>
    public ValueTask<TResult> InvokeAsync<TArgs, TResult, TPayload>(
        MethodDescriptor method, in TArgs args, CancellationToken cancellationToken)
        where TArgs : struct, IPayload<TArgs>
        where TPayload : struct, IResultPayload<TPayload, TResult>
        => OutgoingCall<TResult, TPayload>.Start(_router, method, in args, cancellationToken);

    /// <summary>Calls a method that returns nothing.</summary>
    /// <typeparam name="TArgs">The emitted struct of the arguments.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the method has ended.</returns>
    public ValueTask InvokeAsync<TArgs>(MethodDescriptor method, in TArgs args, CancellationToken cancellationToken)
        where TArgs : struct, IPayload<TArgs>
        => OutgoingCall<VoidPayload, VoidPayload>.StartVoid(_router, method, in args, cancellationToken);
}
