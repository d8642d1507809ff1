namespace OutProc.Tests.Transport.Model;

/// <summary>
/// The receiving side of a connection over a ring: a worker that answers, a caller that polls for its answers or does not, the receiver thread, and
/// optionally somebody who wakes it. The worker's store of the tail goes through a store buffer, as on real processors; all else that
/// matters is an interlocked operation in the product.
/// </summary>
/// <remarks>Mirrors <c>SharedMemoryChannel.TryEnterRead</c>, <c>EnterRead</c>, <c>TryExitRead</c> and <c>RingProducer.Publish</c>, step by step.</remarks>
internal sealed class ReaderRoleModel(int calls, bool wakes, ModelFault fault = ModelFault.None) : Model
{
    // Shared words.
    private const int Tail = 0;
    private const int Waits = 1;
    private const int Word = 2;
    private const int Role = 3;
    private const int Woken = 4;
    private const int Head = 5;
    private const int Sent = 6;
    private const int Completed = 7;
    private const int Polling = 8;
    private const int WakeSeen = 9;

    // The worker: its position, and a tail store that others do not see yet (-1: none).
    private const int WorkerPc = 10;
    private const int Buffered = 11;

    // The caller.
    private const int CallerPc = 12;

    // The receiver: position, ticket, and whether it sleeps.
    private const int ReceiverPc = 13;
    private const int Ticket = 14;
    private const int Sleeps = 15;

    private const int WakerPc = 16;
    private const int Variables = 17;

    private const int NoRole = 0;
    private const int CallerRole = 1;
    private const int ReceiverRole = 2;

    public override int Threads => 5;

    /// <summary>Where the receiver goes to sleep.</summary>
    private int Asleep => fault == ModelFault.LateTicket ? 19 : 20;

    public override ModelState Initial
    {
        get
        {
            var state = new ModelState(Variables);
            state[Buffered] = -1;
            return state;
        }
    }

    public override IEnumerable<ModelState> Step(ModelState state, int thread) => thread switch
    {
        0 => Worker(state),
        1 => StoreBuffer(state),
        2 => Caller(state),
        3 => Receiver(state),
        _ => Waker(state),
    };

    public override string? CheckAlways(ModelState state)
        => state[Completed] > state[Sent] || state[Head] > state[Tail] ? "an answer was read before it was there" : null;

    public override string? CheckAtRest(ModelState state)
    {
        if (state[Completed] < calls)
        {
            return $"call {state[Completed] + 1} of {calls} is never completed";
        }

        return wakes && state[WakeSeen] == 0 ? "the receiver is never woken" : null;
    }

    /// <summary>Answers each request: publish, fence, look at the flag, wake.</summary>
    private IEnumerable<ModelState> Worker(ModelState state)
    {
        int answered = state[Buffered] >= 0 ? state[Buffered] : state[Tail];
        switch (state[WorkerPc])
        {
            case 0 when answered < state[Sent] && state[Buffered] < 0:
                yield return state.With((Buffered, answered + 1), (WorkerPc, 1));
                break;
            case 1 when state[Buffered] < 0 || fault == ModelFault.NoFence:
                // The full fence: the store buffer is empty from here on.
                yield return state.With((WorkerPc, state[Waits] == 0 ? 0 : 2));
                break;
            case 2:
                yield return state.With((Waits, 0), (WorkerPc, state[Waits] == 0 ? 0 : 3));
                break;
            case 3:
                yield return state.With((Word, state[Word] + 1), (WorkerPc, 4));
                break;
            case 4:
                yield return state.With((Sleeps, 0), (WorkerPc, 0));
                break;
        }
    }

    private static IEnumerable<ModelState> StoreBuffer(ModelState state)
    {
        if (state[Buffered] >= 0)
        {
            yield return state.With((Tail, state[Buffered]), (Buffered, -1));
        }
    }

    /// <summary>Makes one call after the other; takes the role if it can, and polls for as long as it likes.</summary>
    private IEnumerable<ModelState> Caller(ModelState state)
    {
        int pc = state[CallerPc];
        switch (pc)
        {
            case 0 when state[Sent] < calls && state[Completed] == state[Sent]:
                yield return state[Role] == NoRole
                    ? state.With((Role, CallerRole), (CallerPc, 1), (Polling, 1))
                    : state.With((CallerPc, 2), (Polling, 0));
                break;
            case 1:
                yield return state.With((Waits, 0), (CallerPc, 2));
                break;
            case 2:
                yield return state.With((Sent, state[Sent] + 1), (CallerPc, state[Polling] == 1 ? 3 : 0));
                break;
            case 3:
                // Sees the answer and leaves, or has had enough and leaves; to look in vain changes nothing.
                if (state[Head] < state[Tail])
                {
                    yield return state.With((Head, state[Head] + 1), (Completed, state[Completed] + 1), (CallerPc, 4));
                }

                yield return state.With((CallerPc, 4));
                break;
            default:
                foreach (ModelState next in Exit(state, CallerPc, pc - 4, CallerRole, reading: 3, gone: 0))
                {
                    yield return next;
                }

                break;
        }
    }

    /// <summary><c>EnterRead</c>, read all, <c>TryExitRead</c>, for ever.</summary>
    private IEnumerable<ModelState> Receiver(ModelState state)
    {
        int pc = state[ReceiverPc];
        switch (pc)
        {
            case 0:
                yield return state.With((Ticket, state[Word]), (ReceiverPc, 1));
                break;
            case 1:
                yield return state[Role] == NoRole ? state.With((Role, ReceiverRole), (ReceiverPc, 2)) : state.With((ReceiverPc, Asleep));
                break;
            case 2:
                yield return state.With((Woken, 0), (WakeSeen, state[WakeSeen] | state[Woken]), (ReceiverPc, state[Woken] != 0 ? 4 : 3));
                break;
            case 3:
                yield return state.With((ReceiverPc, state[Head] < state[Tail] ? 4 : 10));
                break;
            case 4:
                yield return state.With((Waits, 0), (ReceiverPc, 5));
                break;
            case 5:
                // Reads until nothing is there, then leaves.
                yield return state[Head] < state[Tail]
                    ? state.With((Head, state[Head] + 1), (Completed, state[Completed] + 1))
                    : state.With((ReceiverPc, 10));
                break;
            case 19:
                yield return state.With((Ticket, state[Word]), (ReceiverPc, 20));
                break;
            case 20:
                // The kernel compares and goes to sleep in one step.
                yield return state[Word] != state[Ticket] ? state.With((ReceiverPc, 0)) : state.With((Sleeps, 1), (ReceiverPc, 21));
                break;
            case 21 when state[Sleeps] == 0:
                yield return state.With((ReceiverPc, 0));
                break;
            case >= 10 and < 19:
                foreach (ModelState next in Exit(state, ReceiverPc, pc - 10, ReceiverRole, reading: 5, Asleep))
                {
                    yield return next;
                }

                break;
        }
    }

    /// <summary><c>TryExitRead</c>: announce, look, release, look again.</summary>
    private IEnumerable<ModelState> Exit(ModelState state, int pc, int step, int role, int reading, int gone)
    {
        int first = state[pc] - step;
        switch (step)
        {
            case 0:
                yield return state.With((Waits, 1), (pc, first + 1));
                break;
            case 1:
                yield return state.With((pc, first + (state[Head] < state[Tail] ? 2 : 3)));
                break;
            case 2:
                yield return state.With((Waits, 0), (pc, reading));
                break;
            case 3:
                yield return state.With((Role, NoRole), (pc, first + 4));
                break;
            case 4:
                yield return state.With((pc, state[Woken] != 0 ? first + 7 : first + 5));
                break;
            case 5:
                yield return state.With((pc, state[Waits] != 0 || fault == ModelFault.NoSecondLook ? gone : first + 6));
                break;
            case 6:
                yield return state[Role] == NoRole ? state.With((Role, role), (pc, first + 2)) : state.With((pc, gone));
                break;
            case 7:
                yield return state.With((Word, state[Word] + 1), (pc, first + 8));
                break;
            case 8:
                yield return state.With((Sleeps, 0), (pc, gone));
                break;
        }
    }

    /// <summary><c>Wake</c>, once, at any time.</summary>
    private IEnumerable<ModelState> Waker(ModelState state)
    {
        switch (state[WakerPc])
        {
            case 0 when wakes:
                yield return state.With((Woken, 1), (WakerPc, 1));
                break;
            case 1:
                yield return state.With((Word, state[Word] + 1), (WakerPc, 2));
                break;
            case 2:
                yield return state.With((Sleeps, 0), (WakerPc, 3));
                break;
        }
    }
}
