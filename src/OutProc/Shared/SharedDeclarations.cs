using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Says which resources the workers of a pool and their host have in common, by name.</summary>
/// <remarks>
/// <para>
/// <c>options.Shared.AddLock("log").AddArray&lt;float&gt;("frame", 1 &lt;&lt; 20)</c>: every worker finds them in <c>IWorkerContext.Shared</c> or gets
/// them injected by <c>[FromKeyedServices("log")] SharedLock</c>; the host finds them in <c>pool.Shared</c>, or injected likewise.
/// </para>
/// Not thread-safe.
/// </remarks>
public sealed partial class SharedDeclarations
{
    /// <summary>The longest name, in characters.</summary>
    private const int MaxNameLength = 256;

    private readonly Dictionary<string, SharedDeclaration> _declared = new(StringComparer.Ordinal);
    private readonly List<SharedDeclaration> _all = [];

    internal SharedDeclarations()
    {
    }

    /// <summary>What was declared, in order.</summary>
    internal IReadOnlyList<SharedDeclaration> All => _all;

    /// <summary>The set to take part in, rather than a new one.</summary>
    internal SharedResources? Inherited { get; private set; }

    /// <summary>
    /// Lets the pool take part in a set that exists: that of another pool of this process, or in a worker the one it was given itself
    /// (<c>IWorkerContext.Shared</c>). What is declared besides is added to it.
    /// </summary>
    /// <param name="resources">The set. It stays its owner's, and must outlive this pool.</param>
    /// <returns>This object.</returns>
    /// <exception cref="InvalidOperationException">Another set was named before: a pool takes part in one.</exception>
    public SharedDeclarations Inherit(SharedResources resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        if (Inherited is not null && Inherited != resources)
        {
            throw new InvalidOperationException("A pool takes part in one set of shared resources; another one was named by Inherit before.");
        }

        Inherited = resources;
        return this;
    }

    /// <summary>Takes a declaration in. What each kind needs is in its Add method; nothing else has to know of the kind.</summary>
    internal SharedDeclarations Add(SharedDeclaration declaration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(declaration.Name, "name");
        if (declaration.Name.Length > MaxNameLength)
        {
            throw new ArgumentException(
                $"The name of a shared resource has {MaxNameLength} characters at most, not {declaration.Name.Length}.", nameof(declaration));
        }

        if (!_declared.TryAdd(declaration.Name, declaration))
        {
            throw new ArgumentException(
                $"A {SharedEntry.Describe(_declared[declaration.Name].Kind, _declared[declaration.Name].Layout)} named '{declaration.Name}' "
                + "is declared already; the names of one set are all different.",
                nameof(declaration));
        }

        _all.Add(declaration);
        return this;
    }
}
