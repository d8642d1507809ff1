using System.ComponentModel;

namespace OutProc.CompilerServices;

/// <summary>
/// Emitted once for each data type of an assembly: names the formatter that was emitted beside the type, and what it writes. Other
/// assemblies use that formatter instead of one of their own, for only the declaring assembly knows the order of all members.
/// </summary>
/// <param name="type">The data type.</param>
/// <param name="formatter">The class that writes and reads it. Public when the type is.</param>
/// <param name="schema">What the type's name in a schema text stands for.</param>
/// <param name="members">The names of the members in wire order.</param>
/// <param name="uses">The data types whose layouts are part of its own.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PayloadFormatterAttribute(Type type, Type formatter, string schema, string[] members, Type[] uses) : Attribute
{
    /// <summary>The data type.</summary>
    public Type Type => type;

    /// <summary>The class that writes and reads it.</summary>
    public Type Formatter => formatter;

    /// <summary>What the type's name in a schema text stands for.</summary>
    public string Schema => schema;

    /// <summary>The names of the members in wire order.</summary>
    public IReadOnlyList<string> Members => members;

    /// <summary>The data types whose layouts are part of its own.</summary>
    public IReadOnlyList<Type> Uses => uses;
}
