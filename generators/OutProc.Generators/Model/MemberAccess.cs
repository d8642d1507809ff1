namespace OutProc.Generators.Model;

/// <summary>How emitted code reaches a member.</summary>
internal enum MemberAccess
{
    /// <summary>Not at all: written, and dropped when read.</summary>
    None,

    /// <summary>By its name.</summary>
    Direct,

    /// <summary>As a field that only its type can see, through an unsafe accessor.</summary>
    FieldAccessor,

    /// <summary>As a property that only its type can get or set, through an unsafe accessor of the method.</summary>
    MethodAccessor,

    /// <summary>As an argument of the constructor.</summary>
    Constructor,
}
