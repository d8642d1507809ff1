using System.ComponentModel;

namespace OutProc.CompilerServices;

/// <summary>One method of a contract, as generated code describes it to the runtime.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MethodDescriptor
{
    /// <summary>Initializes a new instance; called by generated code.</summary>
    /// <param name="index">The position in the contract's method table and the dispatcher's switch.</param>
    /// <param name="id">The identity on the wire: a hash of name and parameter types, or <c>[RemoteMethod(Id = …)]</c>.</param>
    /// <param name="name">The name of the worker's method, for messages.</param>
    /// <param name="schemaHash">
    /// A hash of what the wire depends on in <paramref name="schema"/>, so not of names. Host and worker can talk when the hashes are equal.
    /// </param>
    /// <param name="schema">The signature with the layout of every type in it and with all names, as text.</param>
    /// <param name="options">What <c>[RemoteMethod]</c> says.</param>
    [CLSCompliant(false)]
    public MethodDescriptor(int index, uint id, string name, ulong schemaHash, string schema, MethodOptions options = MethodOptions.None)
    {
        Index = index;
        Id = id;
        Name = name;
        SchemaHash = schemaHash;
        Schema = schema;
        Options = options;
    }

    /// <summary>The position in the contract's method table.</summary>
    public int Index { get; }

    /// <summary>The identity on the wire.</summary>
    [CLSCompliant(false)]
    public uint Id { get; }

    /// <summary>The name of the worker's method.</summary>
    public string Name { get; }

    /// <summary>A hash of what the wire depends on in <see cref="Schema"/>.</summary>
    [CLSCompliant(false)]
    public ulong SchemaHash { get; }

    /// <summary>The signature with the layout of every type in it.</summary>
    public string Schema { get; }

    /// <summary>What <c>[RemoteMethod]</c> says.</summary>
    public MethodOptions Options { get; }

    /// <summary>How long a worker may have a call, in milliseconds; 0 for what the pool says, less for no limit.</summary>
    public int TimeoutMilliseconds { get; init; }
}
