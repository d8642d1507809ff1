using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <content>Objects: what they hold, and who declares them.</content>
internal static partial class DiagnosticDescriptors
{
    /// <summary><c>'{2}' can contain cycles through '{1}' …</c>.</summary>
    public static readonly DiagnosticDescriptor Cycle = Create(
        DiagnosticIds.Cycle,
        "Objects can contain themselves",
        "'{2}' can contain cycles through '{1}'; a cycle ends in PayloadException at the depth limit, "
            + "make the member init-only or use MemoryPack's circular-reference layout",
        Data,
        DiagnosticSeverity.Warning);

    /// <summary><c>'{1}' is private state of '{3}' …</c>.</summary>
    public static readonly DiagnosticDescriptor PrivateState = Create(
        DiagnosticIds.PrivateState,
        "Private state would be lost",
        "'{1}' is private state of '{3}' that no constructor parameter or public member restores; it would be lost on the way, "
            + "mark it [DataMember] to send it or [IgnoreDataMember] to say it is meant",
        Data,
        DiagnosticSeverity.Warning);

    /// <summary><c>'{1}' uses MemoryPack's {3} …</c>.</summary>
    public static readonly DiagnosticDescriptor ForeignSerializer = Error(
        DiagnosticIds.ForeignSerializer,
        "Only the real serializer knows the form of a value",
        "{0} cannot cross: '{1}' uses MemoryPack's {3}");

    /// <summary><c>'{1}' is '{2}' from a referenced assembly …</c>.</summary>
    public static readonly DiagnosticDescriptor AmbiguousOrder = Error(
        DiagnosticIds.AmbiguousOrder,
        "The order of members of a referenced type is not known",
        "{0} cannot cross: '{1}' is '{2}' from a referenced assembly without a published schema, and its member order is ambiguous; "
            + "run the generator in its assembly, or give every member {3}");

    /// <summary><c>'{1}' was added to '{3}' …</c>.</summary>
    public static readonly DiagnosticDescriptor AddedByGenerator = Error(
        DiagnosticIds.AddedByGenerator,
        "A member added by another source generator would not be sent",
        "{0} cannot cross: '{1}' was added to '{3}' by another source generator and would not be sent; "
            + "declare it in source, or mark it [IgnoreDataMember]");
}
