namespace OutProc.Tests.Transport.Model;

/// <summary>
/// Many calls under way: a worker that answers them all, the receiver thread, and two threads of the pool that run what was read and read on. The
/// first continuation may block until all others have run.
/// </summary>
/// <remarks>
/// Mirrors <c>ReadingPump</c> with <c>EnterRead</c>, <c>TryExitRead</c> and <c>LeaveRead</c> of <c>SharedMemoryChannel</c>. The parks that are timed in the
/// product last for ever here: no wake-up may be lost. Only the receiver's watch ends by itself, at any moment.
/// </remarks>
internal sealed class ReadingPumpModel(int calls, bool blocks, PumpFault fault = PumpFault.None) : Model
{
    // Shared words: the ring, the sleep, the role.
    private const int Tail = 0;
    private const int Head = 1;
    private const int Waits = 2;

    /// <summary>Whether the word on which the receiver sleeps has changed since it took its ticket.</summary>
    private const int Changed = 3;

    private const int Role = 4;

    // The pump.
    private const int Items = 5;
    private const int FirstTaken = 6;
    private const int Done = 7;
    private const int Waiting = 8;
    private const int Queued = 9;
    private const int Active = 10;
    private const int Watched = 11;
    private const int Eager = 12;

    private const int WorkerPc = 13;

    // The receiver: position, whether it sleeps, whether an item has ended since it looked, whether it read more than one frame.
    private const int ReceiverPc = 14;
    private const int Sleeps = 15;
    private const int Ended = 16;
    private const int ReadMany = 17;

    // Two threads of the pool: position, and whether the item is the first.
    private const int FirstRun = 18;
    private const int Variables = 22;

    private const int NoRole = 0;
    private const int ReceiverRole = 3;

    public override int Threads => 4;

    public override ModelState Initial { get; } = new(Variables);

    public override IEnumerable<ModelState> Step(ModelState state, int thread) => thread switch
    {
        0 => Worker(state),
        1 => Receiver(state),
        _ => Run(state, FirstRun + ((thread - 2) * 2), thread - 1),
    };

    public override string? CheckAlways(ModelState state)
    {
        for (int run = 0; run < 2; run++)
        {
            if (state[FirstRun + (run * 2)] == 5 && state[Role] == run + 1)
            {
                return "a continuation runs under the reader role";
            }
        }

        return state[Done] > state[Tail] ? "an answer was run before it was there" : null;
    }

    public override string? CheckAtRest(ModelState state)
        => state[Done] == calls ? null : $"{calls - state[Done]} of {calls} answers are never run";

    /// <summary>Publishes, looks at the flag, takes it down, wakes.</summary>
    private IEnumerable<ModelState> Worker(ModelState state)
    {
        switch (state[WorkerPc])
        {
            case 0 when state[Tail] < calls:
                yield return state.With((Tail, state[Tail] + 1), (WorkerPc, 1));
                break;
            case 1:
                yield return state.With((WorkerPc, state[Waits] == 0 ? 0 : 2), (Waits, 0));
                break;
            case 2:
                yield return state.With((Changed, HasTicket(state) ? 1 : 0), (Sleeps, 0), (WorkerPc, 0));
                break;
        }
    }

    /// <summary><c>EnterRead</c>, a batch, then <c>Watch</c> or <c>TryExitRead</c>, for ever.</summary>
    private IEnumerable<ModelState> Receiver(ModelState state)
    {
        int pc = state[ReceiverPc];
        switch (pc)
        {
            case 0:
                yield return state.With((Changed, 0), (ReceiverPc, 1));
                break;
            case 1:
                yield return state[Role] == NoRole ? state.With((Role, ReceiverRole), (ReceiverPc, 2)) : state.With((ReceiverPc, 4));
                break;
            case 2:
                yield return state.With((ReceiverPc, HasNews(state) ? 6 : 40));
                break;
            case 4:
                yield return state[Changed] != 0 ? state.With((Changed, 0), (ReceiverPc, 0)) : state.With((Sleeps, 1), (ReceiverPc, 5));
                break;
            case 5 when state[Sleeps] == 0:
                yield return state.With((ReceiverPc, 0));
                break;
            case 6:
                yield return state.With((Waits, 0), (Changed, 0), (ReceiverPc, 7));
                break;
            case 7:
                yield return ReadAll(state).With((ReadMany, state[Tail] - state[Head] > 1 ? 1 : 0), (ReceiverPc, 8));
                break;
            case 8:
                yield return state.With((ReadMany, 0), (ReceiverPc, state[ReadMany] != 0 || IsBusy(state) ? 10 : 30));
                break;

            // Watch.
            case 10:
                yield return state.With((Watched, 1), (ReceiverPc, 11));
                break;
            case 11:
                yield return state.With((Role, NoRole), (ReceiverPc, 12));
                break;
            case 12:
                yield return state.With((ReceiverPc, state[Eager] != 0 || state[Active] == 0 ? 13 : 15));
                break;
            case 13 or 14:
                yield return Start(state, ReceiverPc, pc - 13, 15);
                break;
            case 15:
                yield return state.With((Ended, 0), (ReceiverPc, 16));
                break;
            case 16:
                yield return state.With((Changed, 0), (ReceiverPc, 17));
                break;
            case 17:
                yield return IsBusy(state) ? state.With((ReceiverPc, 18)) : state.With((Changed, 0), (Ended, 0), (ReceiverPc, 20));
                break;
            case 18 when state[Changed] != 0:
                yield return state.With((Changed, 0), (Ended, 0), (ReceiverPc, 20));
                break;
            case 18 when fault != PumpFault.NeverLooksWhileWatching:
                yield return state[Ended] == 0 ? state.With((Eager, 1), (ReceiverPc, 20)) : state.With((ReceiverPc, 15));

                // Enough has ended.
                if (state[Ended] != 0)
                {
                    yield return state.With((Eager, 0), (ReceiverPc, 15));
                }

                break;
            case 20:
                yield return state.With((Watched, 0), (ReceiverPc, fault == PumpFault.NoRunAfterWatching ? 0 : 21));
                break;
            case 21 or 22:
                yield return Start(state, ReceiverPc, pc - 21, 0);
                break;

            case >= 30 and < 37:
                yield return Exit(state, ReceiverPc, pc - 30, ReceiverRole, gone: 37);
                break;
            case 37 or 38:
                yield return Start(state, ReceiverPc, pc - 37, 0);
                break;
            case >= 40 and < 45:
                // The same inside EnterRead, which sleeps after it, or lets the receiver read a batch.
                yield return Exit(state, ReceiverPc, pc - 40, ReceiverRole, gone: 4);
                break;
            case 45:
                yield return state.With((Waits, 0), (Changed, 0), (ReceiverPc, 7));
                break;
        }
    }

    /// <summary>One thread of the pool.</summary>
    private IEnumerable<ModelState> Run(ModelState state, int run, int role)
    {
        int pc = state[run];
        switch (pc)
        {
            case 0 when state[Queued] > 0:
                yield return state.With((Queued, state[Queued] - 1), (Active, state[Active] + 1), (run, 1));
                break;
            case 1:
                yield return state.With((Waiting, 0), (run, 2));
                break;
            case 2:
                yield return state[Items] > 0
                    ? state.With((Items, state[Items] - 1), (FirstTaken, 1), (run + 1, 1 - state[FirstTaken]), (run, 3))
                    : state.With((run, 7));
                break;
            case 3:
                bool queues = state[Eager] != 0 || (state[Watched] == 0 && fault != PumpFault.NotEagerWhenUnwatched);
                yield return state.With((run, queues ? 50 : 5));
                break;
            case 50 or 51:
                yield return Start(state, run, pc - 50, 5);
                break;
            case 5 when !blocks || state[run + 1] == 0 || state[Done] == calls - 1:
                yield return state.With((Done, state[Done] + 1), (Ended, state[ReceiverPc] is >= 16 and <= 18 ? 1 : 0), (run + 1, 0), (run, 2));
                break;
            case 7:
                yield return state.With((run, state[Watched] == 0 ? 20 : 8));
                break;
            case 8:
                yield return state[Role] == NoRole ? state.With((Role, role), (run, 9)) : state.With((run, 20));
                break;
            case 9:
                yield return state.With((Waits, 0), (run, 10));
                break;
            case 10:
                // What it does not find now it may find while it polls; to look in vain changes nothing.
                yield return HasNews(state) ? ReadAll(state).With((run, 11)) : state.With((run, 30));
                break;
            case 11:
                yield return state.With((Role, NoRole), (run, fault == PumpFault.LeavesTheRoleUnwatched ? 2 : 12));
                break;
            case 12:
                yield return state.With((run, state[Watched] != 0 ? 2 : 13));
                break;
            case 13:
                yield return state[Role] == NoRole ? state.With((Role, role), (run, 30)) : state.With((run, 2));
                break;
            case 20:
                yield return state.With((Active, state[Active] - 1), (run, 21));
                break;
            case 21 or 22:
                yield return Start(state, run, pc - 21, 0);
                break;
            case >= 30 and < 37:
                yield return Exit(state, run, pc - 30, role, gone: 37);
                break;
            case 37 or 38:
                yield return Start(state, run, pc - 37, 39);
                break;
            case 39:
                yield return state.With((run, state[Items] > 0 ? 2 : 20));
                break;
        }
    }

    /// <summary><c>Start</c>: two looks, then an exchange.</summary>
    private static ModelState Start(ModelState state, int pc, int step, int next) => step switch
    {
        0 => state.With((pc, state[Items] > 0 && state[Waiting] == 0 ? state[pc] + 1 : next)),
        _ => state.With((Waiting, 1), (Queued, state[Queued] + (state[Waiting] == 0 ? 1 : 0)), (pc, next)),
    };

    /// <summary><c>ReleaseReader</c>: announce, look, release, look again; reads on where something came.</summary>
    private static ModelState Exit(ModelState state, int pc, int step, int role, int gone)
    {
        int first = state[pc] - step;
        return step switch
        {
            0 => state.With((Waits, 1), (pc, first + 1)),
            1 => state.With((pc, HasNews(state) ? first + 5 : first + 2)),
            2 => state.With((Role, NoRole), (pc, first + 3)),
            3 => state.With((pc, state[Waits] != 0 ? gone : first + 4)),
            4 => state[Role] == NoRole ? state.With((Role, role), (pc, first + 5)) : state.With((pc, gone)),
            5 => state.With((Waits, 0), (pc, first + 6)),
            _ => ReadAll(state).With((pc, first)),
        };
    }

    private static bool HasNews(ModelState state) => state[Head] < state[Tail];

    /// <summary>Whether the receiver will look whether the word has changed; otherwise it does not matter.</summary>
    private static bool HasTicket(ModelState state) => state[ReceiverPc] is (>= 1 and <= 5) or 17 or 18 or (>= 40 and <= 45);

    private static bool IsBusy(ModelState state) => state[Waiting] != 0 || state[Active] != 0;

    private static ModelState ReadAll(ModelState state)
        => state.With((Items, state[Items] + state[Tail] - state[Head]), (Head, state[Tail]));
}
