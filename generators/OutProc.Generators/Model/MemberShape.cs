namespace OutProc.Generators.Model;

/// <summary>One member of an object on the wire.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Identifier">The name as C# writes it, escaped where it is a keyword.</param>
/// <param name="OwnerName">The type that declares the member, with <c>global::</c>; unsafe accessors look there.</param>
/// <param name="Shape">The member's type.</param>
/// <param name="Get">How it is read from an object.</param>
/// <param name="Set">How it is restored.</param>
/// <param name="CanThrow">Whether reading it runs code of the user.</param>
/// <param name="IsRequired">Whether the initializer must name it.</param>
/// <param name="KeepsDefault">Whether the object's own initial value stays when the member is absent.</param>
internal sealed record MemberShape(
    string Name,
    string Identifier,
    string OwnerName,
    TypeShape Shape,
    MemberAccess Get,
    MemberAccess Set,
    bool CanThrow,
    bool IsRequired,
    bool KeepsDefault);
