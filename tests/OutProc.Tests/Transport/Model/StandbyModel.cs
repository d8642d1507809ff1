namespace OutProc.Tests.Transport.Model;

/// <summary>
/// The receiving side of a worker that runs methods itself: the host publishes urgent frames through a store buffer, the loop reads, works, and reads
/// again, and the standby reads while the loop works. A method may never end: what is urgent must be read all the same.
/// </summary>
/// <remarks>
/// Mirrors <c>RingProducer.PublishUrgent</c>, <c>SharedMemoryChannel.LeaveToStandby</c>, <c>TakeBack</c>, <c>AwaitUrgent</c> and
/// <c>LeaveStandby</c>, step by step.
/// </remarks>
internal sealed class StandbyModel(int frames, int methods, StandbyFault fault = StandbyFault.None) : Model
{
    // Shared words: the end of the last urgent frame, the position of the reader, and where the standby sleeps.
    private const int UrgentEnd = 0;
    private const int Head = 1;
    private const int Waits = 2;
    private const int Word = 3;
    private const int Role = 4;
    private const int Wanted = 5;
    private const int GivenBack = 6;

    private const int HostPc = 7;
    private const int Buffered = 8;

    private const int LoopPc = 9;
    private const int Worked = 10;

    private const int StandbyPc = 11;
    private const int Ticket = 12;
    private const int Sleeps = 13;
    private const int Variables = 14;

    private const int NoRole = 0;
    private const int LoopRole = 1;
    private const int StandbyRole = 2;

    private const int Working = 4;
    private const int WaitsForRole = 8;

    public override int Threads => 4;

    public override ModelState Initial
    {
        get
        {
            var state = new ModelState(Variables);
            state[Role] = LoopRole;
            state[Buffered] = -1;
            return state;
        }
    }

    public override IEnumerable<ModelState> Step(ModelState state, int thread) => thread switch
    {
        0 => Host(state),
        1 => StoreBuffer(state),
        2 => Loop(state),
        _ => Standby(state),
    };

    public override string? CheckAlways(ModelState state)
        => state[Head] > state[UrgentEnd] ? "a frame was read before it was there" : null;

    public override string? CheckAtRest(ModelState state)
        => state[Head] < frames ? $"urgent frame {state[Head] + 1} of {frames} is never read"
            : state[LoopPc] == WaitsForRole ? "the loop waits for a role that nobody has"
            : null;

    /// <summary>Publishes each frame: store, fence, look whether the standby sleeps, wake.</summary>
    private IEnumerable<ModelState> Host(ModelState state)
    {
        int published = Math.Max(state[Buffered], state[UrgentEnd]);
        switch (state[HostPc])
        {
            case 0 when published < frames && state[Buffered] < 0:
                yield return state.With((Buffered, published + 1), (HostPc, 1));
                break;
            case 1 when state[Buffered] < 0 || fault == StandbyFault.NoFence:
                yield return state.With((HostPc, state[Waits] == 0 ? 0 : 2));
                break;
            case 2:
                yield return state.With((Waits, 0), (HostPc, state[Waits] == 0 ? 0 : 3));
                break;
            case 3:
                yield return state.With((Word, state[Word] + 1), (Sleeps, 0), (HostPc, 0));
                break;
        }
    }

    private static IEnumerable<ModelState> StoreBuffer(ModelState state)
    {
        if (state[Buffered] >= 0)
        {
            yield return state.With((UrgentEnd, state[Buffered]), (Buffered, -1));
        }
    }

    /// <summary>Reads what is there, gives the role up, works, for ever if it is the last method, and takes the role back.</summary>
    private IEnumerable<ModelState> Loop(ModelState state)
    {
        switch (state[LoopPc])
        {
            case 0:
                yield return state.With((Head, state[UrgentEnd]), (LoopPc, 1));
                break;
            case 1:
                yield return state.With((Role, NoRole), (LoopPc, fault == StandbyFault.NoLookOnLeaving ? Working : 2));
                break;
            case 2:
                yield return state.With((LoopPc, state[UrgentEnd] > state[Head] ? 3 : Working));
                break;
            case 3:
                yield return state.With((Word, state[Word] + 1), (Sleeps, 0), (LoopPc, Working));
                break;
            case Working when state[Worked] < methods:
                yield return state.With((Worked, state[Worked] + 1), (LoopPc, 5));
                break;
            case 5:
                yield return TryTakeBack(state, otherwise: 6);
                break;
            case 6:
                yield return state.With((Wanted, 1), (LoopPc, fault == StandbyFault.NoSecondTry ? WaitsForRole : 7));
                break;
            case 7:
                yield return TryTakeBack(state, otherwise: WaitsForRole);
                break;
            case WaitsForRole when state[GivenBack] == 1:
                yield return state.With((GivenBack, 0), (LoopPc, 5));
                break;
        }
    }

    private static ModelState TryTakeBack(ModelState state, int otherwise)
        => state[Role] == NoRole ? state.With((Role, LoopRole), (Wanted, 0), (LoopPc, 0)) : state.With((LoopPc, otherwise));

    /// <summary>Announces its sleep, looks for urgent frames, takes the role if it is free, reads a batch, gives it back.</summary>
    private IEnumerable<ModelState> Standby(ModelState state)
    {
        switch (state[StandbyPc])
        {
            case 0:
                yield return state.With((Ticket, state[Word]), (StandbyPc, 1));
                break;
            case 1:
                yield return state.With((Waits, 1), (StandbyPc, fault == StandbyFault.NoLookBeforeSleep ? 6 : 2));
                break;
            case 2:
                yield return state.With((StandbyPc, state[UrgentEnd] > state[Head] ? 3 : 6));
                break;
            case 3:
                yield return state[Role] == NoRole ? state.With((Role, StandbyRole), (StandbyPc, 4)) : state.With((StandbyPc, 6));
                break;
            case 4:
                yield return state.With((Head, state[UrgentEnd]), (StandbyPc, 5));
                break;
            case 5:
                yield return state.With((Role, NoRole), (StandbyPc, fault == StandbyFault.NoLookForWanted ? 0 : 9));
                break;
            case 6 when state[Word] != state[Ticket]:
                yield return state.With((StandbyPc, 0));
                break;
            case 6:
                yield return state.With((Sleeps, 1), (StandbyPc, 7));
                break;
            case 7 when state[Sleeps] == 0:
                yield return state.With((StandbyPc, 0));
                break;
            case 9:
                yield return state.With((GivenBack, state[Wanted] == 1 ? 1 : state[GivenBack]), (StandbyPc, 0));
                break;
        }
    }
}
