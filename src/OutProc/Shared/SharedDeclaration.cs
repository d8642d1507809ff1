namespace OutProc.Shared;

/// <summary>How one resource is made by the process that declares it. What others need to open it is in its <see cref="SharedEntry"/>.</summary>
internal sealed record SharedDeclaration
{
    private SharedDeclaration(SharedKind kind, string name, string? layout, Type type, Func<SharedResources, object> resolve)
    {
        Kind = kind;
        Name = name;
        Layout = layout;
        ResourceType = type;
        Resolve = resolve;
    }

    public SharedKind Kind { get; }

    public string Name { get; }

    public string? Layout { get; }

    /// <summary>The public type of the resource, under which containers know it.</summary>
    public Type ResourceType { get; }

    /// <summary>Finds the resource in the set of which it has become an entry.</summary>
    public Func<SharedResources, object> Resolve { get; }

    /// <summary>How many words it has in the table. They lie together.</summary>
    public int Words { get; init; } = 1;

    /// <summary>How many permits it has. They lie together.</summary>
    public int Permits { get; init; }

    /// <summary>The bytes of memory it has for itself, in whole pages; 0 for none.</summary>
    public nuint MemoryBytes { get; init; }

    /// <summary>Numbers of the kind's own, at most <see cref="Protocol.SharedEntryMessage.MaxParameters"/>: a length, a mode.</summary>
    public long[] Parameters { get; init; } = [];

    /// <summary>Writes the first state. Runs once, in the declaring process, before anybody else knows of the entry.</summary>
    public Action<SharedEntry>? Initialize { get; init; }

    /// <summary>Begins the declaration of a resource.</summary>
    public static SharedDeclaration Of<T>(string name)
        where T : class, ISharedResource<T>
        => new(T.Kind, name, T.Layout, typeof(T), set => set.Get<T>(name));
}
