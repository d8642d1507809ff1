using OutProc.CompilerServices;
using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>One call as the host's machinery sees it, from dispatch to its single completion.</summary>
/// <remarks>
/// Ownership: a call stands in exactly one container at a time (a pool's queue or a connection's table). Whoever removes it from there, under
/// that container's lock, is the one that may complete it. That makes every completion unique without a state word.
/// </remarks>
internal abstract class OutgoingCall
{
    private static long s_lastId;

    protected OutgoingCall() => QueueNode = new LinkedListNode<OutgoingCall>(this);

    /// <summary>Identifies the call on the wire. Never reused in the life of the process; a retry gets a new one.</summary>
    public long Id { get; private set; }

    public MethodDescriptor Method { get; protected set; } = null!;

    /// <summary>The encoded arguments. Kept until completion, so that the call can be sent again.</summary>
    public PayloadBuffer Request { get; protected set; } = null!;

    public CancellationToken CancellationToken { get; protected set; }

    /// <summary>Whether the caller's token was cancelled. Set before anybody looks for the call in a container.</summary>
    public bool CancelRequested { get; private set; }

    /// <summary>The connection the call was given to last, for routing a cancellation; <c>null</c> while it waits in a queue.</summary>
    public HostConnection? Connection { get; set; }

    /// <summary>The call's place in a pool's queue; one node for the life of the object, so that queueing costs no memory.</summary>
    public LinkedListNode<OutgoingCall> QueueNode { get; }

    /// <summary>How many calls may wait in the worker in front of this one.</summary>
    public int Prefetch { get; set; }

    /// <summary>How many workers may have started the call so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Gives the call a new identity for the next worker it is sent to.</summary>
    public void BeginAttempt()
    {
        Id = Interlocked.Increment(ref s_lastId);
        Attempts++;
    }

    /// <summary>Takes an attempt back that cannot have reached the worker's code.</summary>
    public void ForgetAttempt() => Attempts--;

    /// <summary>Whether a call that a dead worker may have started may go to another worker.</summary>
    public bool MayRetry(int maxAttempts)
        => (Method.Options & MethodOptions.Idempotent) != 0 && Attempts < maxAttempts && !CancelRequested;

    /// <summary>Ends the call with the worker's encoded result. The buffer becomes the call's.</summary>
    public abstract void CompleteWithResult(PayloadBuffer result);

    /// <summary>Ends the call with the worker's encoded exception. The buffer becomes the call's.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="worker">The worker's name, for the message.</param>
    public abstract void CompleteWithRemoteError(PayloadBuffer error, string worker);

    /// <summary>Ends the call with an exception.</summary>
    public abstract void CompleteWithError(Exception error);

    protected void RequestCancel() => CancelRequested = true;

    protected void ResetHistory()
    {
        Attempts = 0;
        CancelRequested = false;
        Connection = null;
    }
}
