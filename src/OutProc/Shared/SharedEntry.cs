using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Protocol;

namespace OutProc.Shared;

/// <summary>One resource of a set, as one participant knows it: the facts that came from the declaring process, and this process's view of it.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SharedEntry : IDisposable
{
    private readonly SharedEntryMessage _facts;
    private readonly FileDescriptor? _memory;
    private readonly Lock _lock = new();
    private SharedRegion? _region;
    private object? _view;
    private bool _disposed;

    /// <param name="set">The participant's set.</param>
    /// <param name="facts">What the declaring process says.</param>
    /// <param name="memory">The entry's memory, if it has some. Owned by the entry.</param>
    /// <param name="region">The same, if it is mapped already. Owned by the entry.</param>
    public SharedEntry(SharedResources set, SharedEntryMessage facts, FileDescriptor? memory, SharedRegion? region = null)
    {
        Set = set;
        _facts = facts;
        _memory = memory;
        _region = region;
    }

    public SharedResources Set { get; }

    public SharedEntryMessage Facts => _facts;

    public int Id => _facts.Id;

    public int Generation => _facts.Generation;

    public string Name => _facts.Name;

    public SharedKind Kind => (SharedKind)_facts.Kind;

    /// <summary>Whether it lies in the memory of the process that declared it, which the others ask.</summary>
    public bool IsHosted => Kind is SharedKind.Dictionary or SharedKind.List;

    public string? Layout => _facts.Layout;

    /// <summary>The first of its words.</summary>
    public int Word => _facts.Word;

    /// <summary>The first of its permits.</summary>
    public int Permit => _facts.Permit;

    public int Permits => _facts.Permits;

    /// <summary>The memory's descriptor, for other processes.</summary>
    public FileDescriptor? Memory => _memory;

    /// <summary>The type of the resource as users write it, for messages.</summary>
    public string TypeName => Describe(Kind, Layout);

    public static string Describe(SharedKind kind, string? layout) => layout is null ? $"Shared{kind}" : $"Shared{kind}<{layout}>";

    /// <summary>One of the numbers that the declaration gave.</summary>
    /// <exception cref="SharedResourceException">The declaring process gave fewer: it is of another version.</exception>
    public long Parameter(int index)
        => index < _facts.Parameters.Count ? _facts.Parameters[index] : throw Broken($"has no parameter {index}");

    /// <summary>One of its words, with those who wait for it here.</summary>
    public SharedPrimitive Primitive(int offset = 0) => new(Set.Space, this, Word + offset);

    /// <summary>The entry's own memory, mapped. Whoever keeps an address keeps the region.</summary>
    /// <exception cref="SharedResourceException">It cannot be mapped, or the set is disposed.</exception>
    public SharedRegion Map()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                throw SharedResources.Disposed(Name);
            }

            try
            {
                return _region ??= SharedRegion.Open(_memory ?? throw Broken("came without its memory"), (nuint)_facts.MemoryBytes);
            }
            catch (Exception e) when (e is NativeException or InvalidDataException)
            {
                throw Broken($"cannot be mapped: {e.Message}");
            }
        }
    }

    /// <summary>This process's view of the resource: always the same object.</summary>
    /// <exception cref="SharedResourceException">It is a resource of another type.</exception>
    public T Open<T>()
        where T : class, ISharedResource<T>
    {
        if (T.Kind != Kind || T.Layout != Layout)
        {
            throw new SharedResourceException($"The shared resource '{Name}' is a {TypeName}, not a {Describe(T.Kind, T.Layout)}.", Name);
        }

        if (Volatile.Read(ref _view) is T known)
        {
            return known;
        }

        // Two threads may both make one, which is harmless; one of them is kept.
        Interlocked.CompareExchange(ref _view, T.Open(this), null);
        return (T)_view!;
    }

    /// <summary>What there is to repair in it when a process dies.</summary>
    public IEnumerable<ISharedWord> Repairable() => SharedRepair.WordsOf(this);

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _region?.Dispose();
            _memory?.Dispose();
        }
    }

    private SharedResourceException Broken(string what) => new($"The shared resource '{Name}' {what}.", Name);
}
