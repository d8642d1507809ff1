using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Who has one end of a pipe: a word that the first user of the end writes its slot into.</summary>
internal sealed class PipeSeat(SharedEntry entry, int end) : ISharedWord
{
    /// <summary>The end's process is gone.</summary>
    private const int Vacated = -1;

    private readonly SharedPrimitive _word = entry.Primitive(WordOf(entry, end));

    int ISharedWord.Index => _word.Index;

    /// <summary>The words of a pipe: those of its rings, then one for each end.</summary>
    public static int WordsOf(bool isDuplex) => ((isDuplex ? 2 : 1) * QueueRing.Words) + 2;

    /// <summary>What there is to repair in a pipe when a process dies.</summary>
    public static IEnumerable<ISharedWord> Repairable(SharedEntry entry)
    {
        // The seats first: who held one ends what the rings carry, and those who wait there are woken with them.
        IEnumerable<ISharedWord> words = [new PipeSeat(entry, 0), new PipeSeat(entry, 1), .. QueueRing.Of(entry).Repairable];
        return entry.Parameter(3) == 0 ? words : words.Concat(QueueRing.Of(entry, 1).Repairable);
    }

    /// <summary>Takes the seat, unless this process has it already.</summary>
    /// <exception cref="SharedResourceException">Another process has it, or had it.</exception>
    public void Take()
    {
        _word.ThrowIfDisposed();
        int owner = Volatile.Read(ref _word.Word.State);
        if (owner == _word.Owner || (owner == 0 && Interlocked.CompareExchange(ref _word.Word.State, _word.Owner, 0) is 0))
        {
            return;
        }

        owner = Volatile.Read(ref _word.Word.State);
        if (owner != _word.Owner)
        {
            throw new SharedResourceException(
                owner == Vacated
                    ? $"The process that used this end of the shared pipe '{_word.Name}' is gone; the pipe ended with it."
                    : $"This end of the shared pipe '{_word.Name}' is used by another process; each end has one.",
                _word.Name);
        }
    }

    public void Repair(int slot)
    {
        if (Interlocked.CompareExchange(ref _word.Word.State, Vacated, slot + 1) != slot + 1)
        {
            return;
        }

        // What it sent is still received, and then comes the end; what is on the way to it nobody will receive.
        bool isDuplex = entry.Parameter(3) != 0;
        QueueRing.Of(entry).TryComplete([]);
        if (isDuplex)
        {
            QueueRing.Of(entry, 1).TryComplete([]);
        }
    }

    private static int WordOf(SharedEntry entry, int end) => WordsOf(entry.Parameter(3) != 0) - 2 + end;
}
