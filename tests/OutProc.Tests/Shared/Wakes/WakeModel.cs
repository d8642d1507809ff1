using OutProc.Tests.Transport.Model;

namespace OutProc.Tests.Shared.Wakes;

/// <summary>
/// A lock between processes, each with one thread that takes it and gives it back again and again, waits for it, or gives up waiting, and one that sleeps
/// on the doorbell. A process may be killed before any step; the host then repairs what it held. Nobody looks again by the clock: no wake may be lost.
/// </summary>
/// <remarks>
/// Mirrors <c>SharedLock.TryTake</c> and <c>Release</c>, <c>WaitQueue</c>, <c>DoorbellThread.Run</c>, and <c>RingNext</c>, <c>Ring</c> and <c>Repair</c> of
/// <c>SharedSpace</c>, step by step. Whom a release rings is left open, as the rotor is written without care.
/// </remarks>
internal sealed class WakeModel(int processes, int rounds, int kills, int timeouts, WakeFault fault = WakeFault.None) : Model
{
    // Shared words.
    private const int Owner = 0;
    private const int Starving = 1;

    // What may still happen, and the host's repair.
    private const int Kills = 2;
    private const int Timeouts = 3;
    private const int Dead = 4;
    private const int RepairPc = 5;
    private const int RepairSlot = 6;

    // Of each process.
    private const int First = 7;
    private const int Waiting = 0;
    private const int Bell = 1;
    private const int Sleeps = 2;
    private const int QueueLock = 3;
    private const int Queued = 4;
    private const int UserPc = 5;
    private const int Round = 6;
    private const int UserTarget = 7;
    private const int BellPc = 8;
    private const int Private = 9;

    private const int Taken = 100;
    private const int NotStarted = -1;

    private const int Awake = 0;
    private const int Asleep = 1;
    private const int Rung = 2;

    private const int InQueue = 1;
    private const int Served = 2;

    private const int ByUser = 1;
    private const int ByBell = 2;

    // Where the taking thread stands.
    private const int Start = 0;
    private const int StartStarving = 1;
    private const int StartCareful = 2;
    private const int EnterQueue = 3;
    private const int SayWaiting = 4;
    private const int Look = 5;
    private const int LookStarving = 6;
    private const int LookCareful = 7;
    private const int Remove = 8;
    private const int Wait = 9;
    private const int Holding = 10;
    private const int RingNext = 11;
    private const int RingRead = 12;
    private const int RingMark = 13;
    private const int RingWake = 14;
    private const int LeaveQueue = 15;
    private const int LastLook = 16;
    private const int SayGone = 17;
    private const int PassOn = 18;
    private const int WriteOwner = 19;
    private const int WriteOwnerAtOnce = 20;
    private const int End = 21;

    public override int Threads => 2 + (2 * processes);

    public override ModelState Initial
    {
        get
        {
            var state = new ModelState(First + (processes * Private));
            state[Kills] = kills;
            state[Timeouts] = timeouts;
            for (int process = 0; process < processes; process++)
            {
                // It starts when somebody waits for the first time.
                state[At(process, BellPc)] = NotStarted;
            }

            return state;
        }
    }

    public override IEnumerable<ModelState> Step(ModelState state, int thread) => thread switch
    {
        0 => Fate(state),
        1 => Repair(state),
        _ when state[Dead] == (thread / 2) => [],
        _ => thread % 2 == 0 ? User(state, (thread / 2) - 1) : BellThread(state, (thread / 2) - 1),
    };

    public override string? CheckAlways(ModelState state)
    {
        int holders = 0;
        for (int process = 0; process < processes; process++)
        {
            if (state[Dead] != process + 1 && state[At(process, UserPc)] == Holding)
            {
                holders++;
                if (state[Owner] != process + 1)
                {
                    return $"process {process + 1} holds a lock of owner {state[Owner]}";
                }
            }
        }

        return holders > 1 ? "two hold the lock" : null;
    }

    public override string? CheckAtRest(ModelState state)
    {
        for (int process = 0; process < processes; process++)
        {
            if (state[Dead] != process + 1 && state[At(process, UserPc)] != End)
            {
                return $"process {process + 1} waits for ever for a lock of owner {state[Owner]}";
            }
        }

        return state[Owner] != 0 ? $"the lock is lost, its owner is {state[Owner]}" : null;
    }

    private static int At(int process, int variable) => First + (process * Private) + variable;

    /// <summary>Kills the first process at any moment, or never; says from when on nobody gives up waiting.</summary>
    private static IEnumerable<ModelState> Fate(ModelState state)
    {
        if (state[Timeouts] > 0)
        {
            yield return state.With((Timeouts, 0));
        }

        if (state[Kills] > 0)
        {
            // The processes are alike; and what the dead one had for itself is gone.
            yield return state.With((Kills, 0));
            yield return state.With(
                (Kills, 0),
                (Dead, 1),
                (RepairPc, 1),
                (At(0, QueueLock), 0),
                (At(0, Queued), 0),
                (At(0, UserPc), End),
                (At(0, Round), 0),
                (At(0, UserTarget), 0),
                (At(0, BellPc), NotStarted));
        }
    }

    private IEnumerable<ModelState> Repair(ModelState state)
    {
        int slot = state[RepairSlot];
        switch (state[RepairPc])
        {
            case 1:
                yield return fault == WakeFault.DeadKeepWaiting
                    ? state.With((RepairPc, 2))
                    : state.With((At(state[Dead] - 1, Waiting), 0), (RepairPc, 2));
                break;
            case 2:
                yield return state.With(
                    (Owner, state[Owner] == state[Dead] ? 0 : state[Owner]), (RepairPc, fault == WakeFault.NoRingOnRepair ? 6 : 3), (RepairSlot, 0));
                break;

            // Rings at all who wait.
            case 3 when slot == processes:
                yield return state.With((RepairPc, fault == WakeFault.NoWakeOnRepair ? 6 : 5), (RepairSlot, 0));
                break;
            case 3 when state[At(slot, Waiting)] == 0 || state[At(slot, Bell)] == Rung:
                yield return state.With((RepairSlot, slot + 1));
                break;
            case 3:
                yield return state[At(slot, Bell)] == Asleep
                    ? state.With((At(slot, Bell), Rung), (RepairPc, 4))
                    : state.With((At(slot, Bell), Rung), (RepairSlot, slot + 1));
                break;
            case 4:
                yield return state.With((At(slot, Sleeps), 0), (RepairPc, 3), (RepairSlot, slot + 1));
                break;

            // Wakes all who were rung.
            case 5 when slot == processes:
                yield return state.With((RepairPc, 6), (RepairSlot, 0));
                break;
            case 5:
                yield return state[At(slot, Bell)] == Rung
                    ? state.With((At(slot, Sleeps), 0), (RepairSlot, slot + 1))
                    : state.With((RepairSlot, slot + 1));
                break;
        }
    }

    private IEnumerable<ModelState> User(ModelState state, int process)
    {
        int pc = At(process, UserPc);
        int queueLock = At(process, QueueLock);
        int queued = At(process, Queued);
        int waiting = At(process, Waiting);
        int target = At(process, UserTarget);
        switch (state[pc])
        {
            case Start when state[At(process, Round)] == rounds:
                yield return state.With((pc, End));
                break;
            case Start when state[Owner] == 0:
                yield return state[Starving] == 0 ? Take(state, process, Holding) : state.With((pc, StartStarving));
                break;
            case Start:
                yield return state.With((pc, EnterQueue));
                break;
            case StartStarving:
                yield return state.With((pc, AnyWaits(state, except: -1) ? EnterQueue : StartCareful));
                break;
            case StartCareful:
                yield return state[Owner] == 0 ? Take(state, process, Holding) : state.With((pc, EnterQueue));
                break;

            case EnterQueue when state[queueLock] == 0:
                yield return state.With(
                    (queueLock, ByUser), (queued, InQueue), (pc, fault == WakeFault.LookBeforeEntering ? Look : SayWaiting));
                break;
            case SayWaiting:
                yield return fault == WakeFault.LookBeforeEntering
                    ? Queue(state, process, Wait).With((waiting, 1))
                    : state.With((waiting, 1), (pc, Look));
                break;
            case Look when state[Owner] == 0:
                yield return state[Starving] == 0 ? Take(state, process, Remove) : state.With((pc, LookStarving));
                break;
            case Look:
                yield return ToWait(state, process);
                break;
            case LookStarving:
                yield return AnyWaits(state, except: process) ? GiveWay(state, process) : state.With((pc, LookCareful));
                break;
            case LookCareful:
                yield return state[Owner] == 0 ? Take(state, process, Remove) : ToWait(state, process);
                break;
            case Remove:
                yield return state.With((waiting, 0), (queued, 0), (queueLock, 0), (pc, Holding));
                break;

            case Wait when state[queued] == Served:
                yield return state.With((queued, 0), (pc, Holding));
                break;
            case Wait when state[Timeouts] > 0:
                yield return state.With((Timeouts, state[Timeouts] - 1), (pc, LeaveQueue));
                break;

            case LeaveQueue when state[queueLock] == 0:
                yield return state[queued] == Served
                    ? state.With((queued, 0), (pc, Holding))
                    : state.With((queueLock, ByUser), (pc, LastLook));
                break;
            case LastLook:
                yield return state[Owner] == 0 ? Take(state, process, Remove) : state.With((pc, SayGone));
                break;
            case SayGone:
                yield return state.With((waiting, 0), (queued, 0), (pc, PassOn));
                break;
            case PassOn:
                yield return state[Owner] == 0 && fault != WakeFault.NoRingOnLeaving
                    ? state.With((queueLock, 0), (pc, RingNext))
                    : state.With((queueLock, 0), (pc, Start), (At(process, Round), state[At(process, Round)] + 1));
                break;

            case WriteOwner:
                yield return state.With((Owner, process + 1), (pc, Holding));
                break;
            case WriteOwnerAtOnce:
                yield return state.With((Owner, process + 1), (pc, Remove));
                break;
            case Holding:
                yield return state.With((Owner, 0), (pc, RingNext));
                break;

            // One of those who wait, whichever.
            case RingNext:
                bool any = false;
                for (int slot = 0; slot < processes; slot++)
                {
                    if (state[At(slot, Waiting)] != 0)
                    {
                        any = true;
                        yield return state.With((target, slot), (pc, RingRead));
                    }
                }

                if (!any)
                {
                    yield return GoOn(state, process);
                }

                break;
            case RingRead:
                yield return state[At(state[target], Bell)] == Rung ? GoOn(state, process) : state.With((pc, RingMark));
                break;
            case RingMark when fault == WakeFault.NoMarkForTheAwake && state[At(state[target], Bell)] != Asleep:
                yield return GoOn(state, process);
                break;
            case RingMark:
                yield return state[At(state[target], Bell)] == Asleep
                    ? state.With((At(state[target], Bell), Rung), (pc, RingWake))
                    : GoOn(state, process).With((At(state[target], Bell), Rung));
                break;
            case RingWake:
                yield return GoOn(state, process).With((At(state[target], Sleeps), 0));
                break;
        }
    }

    private IEnumerable<ModelState> BellThread(ModelState state, int process)
    {
        int pc = At(process, BellPc);
        int bell = At(process, Bell);
        int queueLock = At(process, QueueLock);
        int queued = At(process, Queued);
        switch (state[pc])
        {
            case 0:
                yield return fault == WakeFault.AnswerAfterLooking ? state.With((pc, 1)) : state.With((bell, Awake), (pc, 1));
                break;
            case 1 when state[queued] == 0:
                yield return state.With((pc, 4));
                break;
            case 1 when state[queueLock] == 0:
                yield return state.With((queueLock, ByBell), (pc, 2));
                break;
            case 2 when state[queued] != InQueue:
                yield return state.With((queueLock, 0), (pc, 4));
                break;
            case 2 when state[Owner] == 0:
                yield return state.With((Owner, process + 1), (Starving, 0), (pc, 3));
                break;
            case 2:
                // Whether it has waited for long is the clock's affair.
                yield return state.With((queueLock, 0), (pc, 4));
                yield return state.With((Starving, 1), (queueLock, 0), (pc, 4));
                break;
            case 3:
                yield return state.With((At(process, Waiting), 0), (queued, Served), (queueLock, 0), (pc, 4));
                break;
            case 4 when fault == WakeFault.AnswerAfterLooking:
                yield return state.With((bell, Awake), (pc, 7));
                break;
            case 4:
            case 7:
                yield return state[bell] == Awake ? state.With((bell, Asleep), (pc, 5)) : state.With((pc, 0));
                break;

            // The kernel looks at the word and puts the thread to sleep in one step.
            case 5:
                yield return state[bell] == Asleep ? state.With((At(process, Sleeps), 1), (pc, 6)) : state.With((pc, 0));
                break;
            case 6 when state[At(process, Sleeps)] == 0:
                yield return state.With((pc, 0));
                break;
        }
    }

    private ModelState Take(ModelState state, int process, int next) => fault == WakeFault.OwnerAfterTaking
        ? state.With((Owner, Taken), (Starving, 0), (At(process, UserPc), next == Holding ? WriteOwner : WriteOwnerAtOnce))
        : state.With((Owner, process + 1), (Starving, 0), (At(process, UserPc), next));

    private ModelState ToWait(ModelState state, int process) => fault == WakeFault.LookBeforeEntering
        ? state.With((At(process, UserPc), SayWaiting))
        : Queue(state, process, Wait);

    /// <summary>Leaves the free lock to those who starve; of two that do so for each other at once, one is rung.</summary>
    private ModelState GiveWay(ModelState state, int process)
        => Queue(state, process, state[Owner] == 0 && fault != WakeFault.NoRingOnGivingWay ? RingNext : Wait);

    private static ModelState Queue(ModelState state, int process, int next) => state.With(
        (At(process, QueueLock), 0), (At(process, UserPc), next), (At(process, BellPc), Math.Max(state[At(process, BellPc)], 0)));

    /// <summary>Goes on after a ring: waits, or takes the lock again.</summary>
    private static ModelState GoOn(ModelState state, int process) => state[At(process, Queued)] != 0
        ? state.With((At(process, UserPc), Wait), (At(process, UserTarget), 0))
        : state.With((At(process, Round), state[At(process, Round)] + 1), (At(process, UserPc), Start), (At(process, UserTarget), 0));

    private bool AnyWaits(ModelState state, int except)
    {
        for (int slot = 0; slot < processes; slot++)
        {
            if (slot != except && state[At(slot, Waiting)] != 0)
            {
                return true;
            }
        }

        return false;
    }
}
