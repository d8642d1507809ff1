namespace OutProc.Generators.Model;

/// <summary>What holds the elements of a sequence.</summary>
internal enum SequenceKind
{
    /// <summary><c>T[]</c>.</summary>
    Array,

    /// <summary><c>List&lt;T&gt;</c>.</summary>
    List,

    /// <summary><c>HashSet&lt;T&gt;</c>.</summary>
    HashSet,

    /// <summary><c>Memory&lt;T&gt;</c>, <c>ReadOnlyMemory&lt;T&gt;</c>, <c>ArraySegment&lt;T&gt;</c>: read back over a new array.</summary>
    Memory,

    /// <summary><c>IEnumerable&lt;T&gt;</c>: read back as an array.</summary>
    Enumerable,

    /// <summary>The list interfaces: read back as a list.</summary>
    ListInterface,

    /// <summary>The set interfaces: read back as a hash set.</summary>
    SetInterface,
}
