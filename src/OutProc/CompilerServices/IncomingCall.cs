using System.ComponentModel;
using OutProc.Serialization;

namespace OutProc.CompilerServices;

/// <summary>One call inside a worker, as emitted dispatchers see it.</summary>
/// <remarks>Valid until the task of <see cref="IWorkerDispatcher.DispatchAsync"/> has ended; the runtime reuses the object.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IncomingCall
{
    private readonly PayloadOptions _options;
    private PayloadBuffer? _arguments;
    private PayloadBuffer? _result;

    internal IncomingCall(PayloadOptions options) => _options = options;

    /// <summary>Cancelled when the caller cancels, or when the worker is asked to stop.</summary>
    public CancellationToken CancellationToken { get; private set; }

    internal long Id { get; private set; }

    internal int Method { get; private set; }

    /// <summary>Decodes the arguments. Called once.</summary>
    /// <typeparam name="TArgs">The emitted struct of the arguments.</typeparam>
    /// <returns>The arguments.</returns>
    public TArgs ReadArguments<TArgs>()
        where TArgs : struct, IPayload<TArgs>
    {
        using PayloadBuffer arguments = _arguments ?? throw new InvalidOperationException("The arguments were read already.");
        _arguments = null;
        var reader = new PayloadReader(arguments.WrittenSpan, _options);
        TArgs args = TArgs.Read(ref reader);
        reader.ExpectEnd();
        return args;
    }

    /// <summary>Hands over the result. Called at most once, and not at all by methods that return nothing.</summary>
    /// <typeparam name="TPayload">The emitted struct of the result.</typeparam>
    /// <param name="result">The result.</param>
    public void Return<TPayload>(in TPayload result)
        where TPayload : struct, IPayload<TPayload>
    {
        PayloadBuffer buffer = _result ??= new PayloadBuffer();
        var writer = new PayloadWriter(buffer, _options);
        result.Write(ref writer);
        writer.Complete();
    }

    internal void Begin(long id, int method, PayloadBuffer arguments, CancellationToken cancellationToken)
    {
        Id = id;
        Method = method;
        _arguments = arguments;
        CancellationToken = cancellationToken;
    }

    /// <summary>The encoded result, or <c>null</c> when the method returned nothing. The buffer becomes the caller's.</summary>
    internal PayloadBuffer? TakeResult()
    {
        PayloadBuffer? result = _result;
        _result = null;
        return result;
    }

    internal void End()
    {
        _arguments?.Dispose();
        _arguments = null;
        _result?.Dispose();
        _result = null;
        CancellationToken = default;
    }
}
