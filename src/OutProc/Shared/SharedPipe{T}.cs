using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>A pipe between two processes: what is sent into one end is received from the other, message by message.</summary>
/// <typeparam name="T">The messages: what could be an argument of a call.</typeparam>
/// <remarks>
/// <para>
/// Each end belongs to the process that uses it first, and when that process ends, or completes it, the other end comes to its end too. By convention
/// the host takes <see cref="First"/> and a worker <see cref="Second"/>.
/// </para>
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedPipe<T> : ISharedResource<SharedPipe<T>>
{
    private readonly SharedEntry _entry;

    private SharedPipe(SharedEntry entry)
    {
        _entry = entry;
        IsDuplex = entry.Parameter(3) != 0;
        var forth = new SharedQueue<T>(entry, number: 0);
        SharedQueue<T>? back = IsDuplex ? new SharedQueue<T>(entry, number: 1) : null;
        First = new SharedPipeEnd<T>(new PipeSeat(entry, 0), forth, back);
        Second = new SharedPipeEnd<T>(new PipeSeat(entry, 1), back, forth);
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _entry.Name;

    /// <summary>Whether both ends send and receive. If not, the first sends and the second receives.</summary>
    public bool IsDuplex { get; }

    /// <summary>The end that sends in a pipe that goes one way.</summary>
    public SharedPipeEnd<T> First { get; }

    /// <summary>The end that receives in a pipe that goes one way.</summary>
    public SharedPipeEnd<T> Second { get; }

    static SharedKind ISharedResource<SharedPipe<T>>.Kind => SharedKind.Pipe;

    static string? ISharedResource<SharedPipe<T>>.Layout => SharedLayout.OfItem<T>();

    SharedEntry ISharedResource<SharedPipe<T>>.Entry => _entry;

    static SharedPipe<T> ISharedResource<SharedPipe<T>>.Open(SharedEntry entry) => new(entry);
}
