namespace OutProc.Generators.Model;

/// <summary>Who writes and reads the values of a type.</summary>
internal enum TypeShapeKind
{
    /// <summary>The value is its raw memory.</summary>
    Unmanaged,

    /// <summary>A method of <c>PayloadWriter</c> and one of <c>PayloadReader</c>.</summary>
    BuiltIn,

    /// <summary>An emitted formatter.</summary>
    Formatter,
}
