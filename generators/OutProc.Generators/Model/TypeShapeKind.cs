namespace OutProc.Generators.Model;

/// <summary>Who writes and reads the values of a type.</summary>
internal enum TypeShapeKind
{
    /// <summary>The value is its raw memory.</summary>
    Unmanaged,

    /// <summary>A method of <c>PayloadWriter</c> and one of <c>PayloadReader</c>.</summary>
    BuiltIn,

    /// <summary>A formatter: an emitted one, or one of the runtime that has the same form.</summary>
    Formatter,
}
