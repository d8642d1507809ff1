using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Looks, while somebody waits for a lock, whether its holder waits for what the waiter holds, at however many removes.</summary>
/// <remarks>
/// <para>
/// Whoever waits writes into each lock that its call chain holds which lock it waits for, together with the number of the acquisition, so that the note is
/// void by itself when that ends. A walk from holder to lock waited for then needs nothing but the words. Words change while they are read; but those of a
/// deadlock do not, so what is found again some time later is one.
/// </para>
/// Exactly one waiter of a cycle finds it: the one that waits for the lock with the highest index. Thread-safe.
/// </remarks>
internal sealed unsafe class DeadlockWatch : IDisposable
{
    private const int IndexMask = (1 << LockWord.TokenShift) - 1;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    private readonly SharedSpace _space;
    private readonly int _index;
    private readonly LockHold? _holds;
    private readonly CancellationTokenSource _cancellation;
    private readonly Timer _timer;
    private bool _suspected;

    /// <param name="space">Where the locks are.</param>
    /// <param name="index">The lock that is waited for.</param>
    /// <param name="holds">What the waiter holds, and outwards.</param>
    /// <param name="cancellationToken">What else ends the wait.</param>
    public DeadlockWatch(SharedSpace space, int index, LockHold? holds, CancellationToken cancellationToken)
    {
        _space = space;
        _index = index;
        _holds = holds;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Note(index + 1);

        _timer = new Timer(static watch => ((DeadlockWatch)watch!).Look(), this, s_interval, s_interval);
    }

    /// <summary>Cancelled when there is a deadlock, or when the caller's token is.</summary>
    public CancellationToken Token => _cancellation.Token;

    public DeadlockException? Found { get; private set; }

    public void Dispose()
    {
        _timer.Dispose();
        Note(0);
        _cancellation.Dispose();
    }

    private void Look()
    {
        if (Find() is not { } found)
        {
            _suspected = false;
        }
        else if (!_suspected)
        {
            // Once may be a moment, in which the words were read one after the other.
            _suspected = true;
        }
        else
        {
            Found = found;
            try
            {
                _cancellation.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The wait has just ended.
            }
        }
    }

    private void Note(int indexPlusOne)
    {
        for (LockHold? hold = _holds; hold is not null; hold = hold.Outer)
        {
            if (hold.IsHeld && hold.Lock.Primitive.Space == _space)
            {
                long token = hold.Lock.Current(hold.Held) & LockWord.TokenMask;
                Interlocked.Exchange(ref hold.Lock.Primitive.Word.Note, token | (uint)indexPlusOne);
            }
        }
    }

    private DeadlockException? Find()
    {
        var cycle = new List<string>();
        string waiter = _space.Describe(_space.Slot);
        int index = _index;
        for (int step = 0; step < SpaceLayout.MaxWords; step++)
        {
            ref WordLayout word = ref *_space.Word(index);
            long state = Volatile.Read(ref word.Hold);
            if (!LockWord.IsHeld(state))
            {
                return null;
            }

            if (IsHeldByWaiter(index))
            {
                cycle.Add($"{waiter} holds '{_space.NameOf(index)}' and waits for '{_space.NameOf(_index)}'");
                return new DeadlockException(_space.NameOf(_index), _space.NameOf(index), cycle);
            }

            long note = Volatile.Read(ref word.Note);
            int next = (int)(note & IndexMask) - 1;
            if (((note ^ state) & LockWord.TokenMask) != 0 || next < 0 || next >= SpaceLayout.MaxWords || next > _index)
            {
                // The holder does not wait, or another waiter of the cycle is the one to say so.
                return null;
            }

            cycle.Add($"{_space.Describe(LockWord.Slot(state))} holds '{_space.NameOf(index)}' and waits for '{_space.NameOf(next)}'");
            index = next;
        }

        return null;
    }

    private bool IsHeldByWaiter(int index)
    {
        for (LockHold? hold = _holds; hold is not null; hold = hold.Outer)
        {
            if (hold.IsHeld && hold.Lock.Primitive.Space == _space && hold.Lock.Primitive.Index == index)
            {
                return true;
            }
        }

        return false;
    }
}
