namespace OutProc.Generators.Parsing;

/// <summary>Names that emitted types use themselves.</summary>
internal static class ReservedNames
{
    /// <summary>Fields and locals of the emitted methods that also hold arguments.</summary>
    public static readonly string[] Locals = ["_call", "reader", "writer", "member", "e"];

    /// <summary>Members of argument structs, and those every type inherits.</summary>
    public static readonly string[] Members =
    [
        "MaxSize", "Read", "Write", "Value",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    /// <summary>Members of the classes that have one member for each method.</summary>
    public static readonly string[] Methods = [.. Members, "Methods", "Dispatch", "Instance"];
}
