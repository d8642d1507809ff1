using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Protocol;

namespace OutProc.Shared;

/// <summary>The resources that the workers of a pool and their host have in common.</summary>
/// <remarks>
/// In the host it is <c>pool.Shared</c>, in a worker <c>IWorkerContext.Shared</c>. All see the same resources, each through objects of its own.
/// Thread-safe. Ends with the pool that made it; who uses a resource afterwards gets a <see cref="SharedResourceException"/>.
/// </remarks>
public sealed partial class SharedResources
{
    /// <summary>How long a participant waits for the news of an entry that it knows to be there.</summary>
    private static readonly TimeSpan s_newsLimit = TimeSpan.FromSeconds(10);

    // A monitor rather than a Lock: participants wait here for news.
    private readonly object _lock = new();
    private readonly Dictionary<string, SharedEntry> _byName = new(StringComparer.Ordinal);
    private readonly List<SharedEntry> _entries = [];
    private readonly SharedSpace? _space;
    private readonly string? _whyNone;
    private volatile bool _disposed;

    private SharedResources(long id, SharedSpace? space, FileDescriptor? memory, string? whyNone = null)
    {
        Id = id;
        _space = space;
        _memory = memory;
        _whyNone = whyNone;
    }

    /// <summary>The names of all resources that this process knows of.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return _entries.ConvertAll(static entry => entry.Name);
            }
        }
    }

    /// <summary>Identifies the set in handles; no two sets have the same.</summary>
    internal long Id { get; }

    /// <summary>Whether resources are declared here; all others only take part.</summary>
    internal bool IsRoot => _space is { Slot: 0 };

    /// <exception cref="SharedResourceException">This process does not take part.</exception>
    internal SharedSpace Space => _space ?? throw new SharedResourceException($"There are no shared resources here: {_whyNone}");

    /// <summary>Finds a resource.</summary>
    /// <typeparam name="T">Its type: <see cref="SharedLock"/>, <see cref="SharedArray{T}"/> of <c>float</c>.</typeparam>
    /// <param name="name">The name it was declared with.</param>
    /// <returns>The resource; always the same object.</returns>
    /// <exception cref="SharedResourceException">There is none of that name, it is of another type, or the pool is disposed.</exception>
    public T Get<T>(string name)
        where T : class, ISharedResource<T>
        => TryGet(name, out T? resource) ? resource : throw new SharedResourceException($"There is no shared resource '{name}'. {Describe()}", name);

    /// <summary>Finds a resource, if there is one of that name.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name it was declared with.</param>
    /// <param name="resource">The resource; always the same object.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SharedResourceException">The resource of that name is of another type, or the pool is disposed.</exception>
    public bool TryGet<T>(string name, [NotNullWhen(true)] out T? resource)
        where T : class, ISharedResource<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        SharedEntry? entry;
        lock (_lock)
        {
            ThrowIfDisposed(name);
            if (!_byName.TryGetValue(name, out entry))
            {
                AwaitNews();
                _byName.TryGetValue(name, out entry);
            }
        }

        resource = entry?.Open<T>();
        return resource is not null;
    }

    /// <summary>Adds resources. Workers that run learn of them at once, later ones at their start.</summary>
    /// <param name="declare">Declares them: <c>shared =&gt; shared.AddLock("late")</c>.</param>
    /// <exception cref="ArgumentException">A name is empty, or declared twice.</exception>
    /// <exception cref="SharedResourceException">
    /// A name is taken, there is no room, the pool is disposed, or this is a worker: resources are declared by the process that made the set.
    /// </exception>
    public void Add(Action<SharedDeclarations> declare)
    {
        ArgumentNullException.ThrowIfNull(declare);
        var declarations = new SharedDeclarations();
        declare(declarations);
        Add(declarations);
    }

    /// <summary>Makes a set, or takes part in the inherited one. The new one is the caller's to dispose.</summary>
    internal static SharedResources Create(SharedDeclarations declarations, out bool isNew)
    {
        isNew = declarations.Inherited is null;
        SharedResources set = declarations.Inherited ?? Create();
        try
        {
            set.Add(declarations);
            return set;
        }
        catch when (isNew)
        {
            set.Dispose();
            throw;
        }
    }

    /// <exception cref="SharedResourceException">An entry belongs to another set, or the set is disposed.</exception>
    internal void ThrowIfForeign(SharedEntry entry)
    {
        if (entry.Set._disposed)
        {
            throw Disposed(entry.Name);
        }

        if (entry.Set.Id != Id)
        {
            throw new SharedResourceException(
                $"'{entry.Name}' is a shared resource of another pool than the one that is called. Let this pool take part in the other's: "
                + "options.Shared.Inherit(other.Shared).",
                entry.Name);
        }
    }

    /// <summary>Finds the resource that a handle stands for.</summary>
    /// <exception cref="SharedResourceException">It is not one of this set, is of another type, or the set is disposed.</exception>
    internal T Resolve<T>(long setId, int id, int generation)
        where T : class, ISharedResource<T>
    {
        SharedEntry? entry = null;
        if (setId == Id)
        {
            lock (_lock)
            {
                ThrowIfDisposed(null);
                if (id >= _entries.Count)
                {
                    AwaitNews();
                }

                entry = id >= 0 && id < _entries.Count ? _entries[id] : null;
            }
        }

        return entry?.Generation == generation
            ? entry.Open<T>()
            : throw new SharedResourceException(
                setId == Id ? $"There is no shared resource number {id} here. {Describe()}"
                    : "A shared resource was received that belongs to another pool than this process takes part in.");
    }

    internal static SharedResourceException Disposed(string? name)
        => new(name is null ? "The shared resources are disposed." : $"The shared resource '{name}' is used after the pool that it belongs to was disposed.", name);

    /// <summary>Ends all waits and drops the memory. What was handed out stays safe to use: it throws, or shows zeroes.</summary>
    internal void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            Monitor.PulseAll(_lock);
        }

        _hosted.Dispose();

        // Waiters end first, while their words are still there.
        _space?.Dispose();
        foreach (SharedEntry entry in _entries)
        {
            entry.Dispose();
        }

        _memory?.Dispose();
        Descriptors.Dispose();
    }

    private static SharedResources Create()
    {
        long id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) | 1;
        try
        {
            var space = SharedSpace.Create(out FileDescriptor memory);
            return new SharedResources(id, space, memory);
        }
        catch (NativeException e)
        {
            // A pool that shares nothing works all the same.
            return new SharedResources(id, null, null, e.Message);
        }
    }

    private void Add(SharedDeclarations declarations)
    {
        if (declarations.All.Count == 0)
        {
            return;
        }

        SharedSpace space = Space;
        if (!IsRoot)
        {
            throw new SharedResourceException(
                $"'{declarations.All[0].Name}' cannot be added here: this process takes part in the set of another one. Declare it there.",
                declarations.All[0].Name);
        }

        lock (_lock)
        {
            ThrowIfDisposed(null);
            foreach (SharedDeclaration declaration in declarations.All)
            {
                if (_byName.TryGetValue(declaration.Name, out SharedEntry? taken))
                {
                    throw new SharedResourceException($"There is a {taken.TypeName} named '{taken.Name}' already.", taken.Name);
                }
            }

            foreach (SharedDeclaration declaration in declarations.All)
            {
                SharedEntry entry = Make(space, declaration);
                declaration.Initialize?.Invoke(entry);
                Take(entry);
                space.PublishEntries(_entries.Count);
                Announce(entry);
            }
        }
    }

    /// <summary>Gives a declared resource its words and memory. Called under the lock.</summary>
    private SharedEntry Make(SharedSpace space, SharedDeclaration declaration)
    {
        int word = declaration.Words > 0 ? space.Allocate() : 0;
        for (int i = 1; i < declaration.Words; i++)
        {
            // Next to each other: nobody else allocates while the lock is held.
            space.Allocate();
        }

        int permit = declaration.Permits > 0 ? space.AllocatePermits(declaration.Permits) : 0;
        SharedRegion? region = null;
        FileDescriptor? memory = null;
        try
        {
            region = declaration.MemoryBytes > 0 ? SharedRegion.Create(declaration.MemoryBytes, out memory) : null;
        }
        catch (NativeException e)
        {
            throw new SharedResourceException($"There is no memory for the shared resource '{declaration.Name}': {e.Message}", declaration.Name);
        }

        var facts = new SharedEntryMessage
        {
            Id = _entries.Count,
            Generation = 1,
            Kind = (byte)declaration.Kind,
            Name = declaration.Name,
            Layout = declaration.Layout,
            Word = word,
            Permit = permit,
            Permits = declaration.Permits,
            MemoryBytes = (long)declaration.MemoryBytes,
            Parameters = declaration.Parameters,
        };
        return new SharedEntry(this, facts, memory, region);
    }

    /// <summary>Called under the lock.</summary>
    private void Take(SharedEntry entry)
    {
        _entries.Add(entry);
        _byName.Add(entry.Name, entry);
        Monitor.PulseAll(_lock);
    }

    /// <summary>Waits until this process knows of all entries that exist. The news travel apart from calls and may come later. Called under the lock.</summary>
    private void AwaitNews()
    {
        if (_space is null || IsRoot)
        {
            return;
        }

        long started = Stopwatch.GetTimestamp();
        int published = _space.PublishedEntries;
        while (!_disposed && _entries.Count < published && s_newsLimit - Stopwatch.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            Monitor.Wait(_lock, left);
        }
    }

    private void ThrowIfDisposed(string? name)
    {
        if (_disposed)
        {
            throw Disposed(name);
        }
    }

    private string Describe()
    {
        lock (_lock)
        {
            return _space is null ? $"There are none here: {_whyNone}"
                : _entries.Count == 0 ? "None is declared."
                : "There are: " + string.Join(", ", _entries.ConvertAll(static entry => $"'{entry.Name}' ({entry.TypeName})")) + ".";
        }
    }
}
