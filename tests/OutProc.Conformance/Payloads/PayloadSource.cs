namespace OutProc.Conformance.Payloads;

/// <summary>What is compiled together: declarations, the types to make codecs for, and expressions to make values with.</summary>
internal sealed class PayloadSource
{
    /// <summary>Type declarations. What does not compile is left out, with all that uses it.</summary>
    public List<Declaration> Declarations { get; } = [];

    /// <summary>The types to write and read.</summary>
    public List<PayloadType> Types { get; } = [];

    /// <summary>How values are made.</summary>
    public List<PayloadValue> Values { get; } = [];

    /// <summary>Attributes of the assembly.</summary>
    public string AssemblyAttributes { get; init; } = "";

    /// <summary>One type, with all its parts, in a namespace.</summary>
    internal sealed record Declaration(string Namespace, string Usings, string Text);

    /// <summary>A type as C# writes it, seen from a namespace.</summary>
    internal sealed record PayloadType(string Namespace, string Usings, string Text);

    /// <summary>The index of a type and an expression that makes a value of it.</summary>
    internal sealed record PayloadValue(int Type, string Expression);
}
