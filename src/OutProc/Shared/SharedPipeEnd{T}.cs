using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>One end of a <see cref="SharedPipe{T}"/>.</summary>
/// <typeparam name="T">The messages.</typeparam>
/// <remarks>Thread-safe. The process that sends or receives here first has the end; to another one it is an error.</remarks>
public sealed class SharedPipeEnd<T>
{
    private readonly PipeSeat _seat;
    private readonly SharedQueue<T>? _out;
    private readonly SharedQueue<T>? _in;

    internal SharedPipeEnd(PipeSeat seat, SharedQueue<T>? @out, SharedQueue<T>? @in)
    {
        _seat = seat;
        _out = @out;
        _in = @in;
    }

    /// <summary>Whether messages can be sent here.</summary>
    [MemberNotNullWhen(true, nameof(_out))]
    public bool CanSend => _out is not null;

    /// <summary>Whether messages can be received here.</summary>
    [MemberNotNullWhen(true, nameof(_in))]
    public bool CanReceive => _in is not null;

    private SharedQueue<T> Out
    {
        get
        {
            _seat.Take();
            return _out ?? throw new InvalidOperationException("This end of the pipe receives only.");
        }
    }

    private SharedQueue<T> In
    {
        get
        {
            _seat.Take();
            return _in ?? throw new InvalidOperationException("This end of the pipe sends only.");
        }
    }

    /// <summary>Sends a message; waits without a thread until there is room for it.</summary>
    /// <param name="message">The message. It is copied before this method returns.</param>
    /// <param name="cancellationToken">Ends the wait; the message is not sent then.</param>
    /// <returns>A task that ends when the message is on its way.</returns>
    /// <exception cref="ChannelClosedException">The pipe is completed, or the process at the other end is gone.</exception>
    /// <exception cref="InvalidOperationException">This end only receives.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was room.</exception>
    /// <exception cref="PayloadException">The message cannot be written.</exception>
    /// <exception cref="SharedResourceException">
    /// The message is larger than the pipe takes, another process has this end, or the pool is disposed.
    /// </exception>
    public ValueTask SendAsync(T message, CancellationToken cancellationToken = default) => Out.WriteAsync(message, cancellationToken);

    /// <summary>Sends a message if there is room for it. Never waits.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether it was sent. Not so when the pipe is full, or has ended.</returns>
    /// <inheritdoc cref="SendAsync"/>
    public bool TrySend(T message) => Out.TryWrite(message);

    /// <summary>Receives a message; waits without a thread until there is one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message, as it was sent: never a part of one, nor two together.</returns>
    /// <exception cref="ChannelClosedException">The other end was completed, or its process is gone, and all that it sent is received.</exception>
    /// <exception cref="InvalidOperationException">This end only sends.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="PayloadException">The message cannot be read. It is gone.</exception>
    /// <exception cref="SharedResourceException">Another process has this end, or the pool is disposed.</exception>
    public ValueTask<T> ReceiveAsync(CancellationToken cancellationToken = default) => In.ReadAsync(cancellationToken);

    /// <summary>Receives a message; waits without a thread until there is one, or until the time is over.</summary>
    /// <param name="timeout">The longest wait; zero to not wait at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="TimeoutException">The time was over before there was a message.</exception>
    /// <inheritdoc cref="ReceiveAsync(CancellationToken)"/>
    public ValueTask<T> ReceiveAsync(TimeSpan timeout, CancellationToken cancellationToken = default) => In.ReadAsync(timeout, cancellationToken);

    /// <summary>Receives a message if there is one. Never waits.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether there was one.</returns>
    /// <inheritdoc cref="ReceiveAsync(CancellationToken)"/>
    public bool TryReceive([MaybeNullWhen(false)] out T message) => In.TryRead(out message);

    /// <summary>Receives messages until the other end is completed or gone.</summary>
    /// <param name="cancellationToken">Ends the wait for the next one.</param>
    /// <returns>The messages, in the order in which they were sent.</returns>
    /// <inheritdoc cref="ReceiveAsync(CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveAllAsync(CancellationToken cancellationToken = default) => In.ReadAllAsync(cancellationToken);

    /// <summary>Says that nothing more will be sent here: the other end receives what is on its way, and then the end.</summary>
    /// <param name="error">Why, for the other end; <c>null</c> for the regular end.</param>
    /// <returns>Whether this was the first time.</returns>
    /// <exception cref="InvalidOperationException">This end only receives.</exception>
    /// <exception cref="SharedResourceException">Another process has this end, or the pool is disposed.</exception>
    public bool Complete(Exception? error = null) => Out.TryComplete(error);
}
