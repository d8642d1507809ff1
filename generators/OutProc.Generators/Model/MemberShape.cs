namespace OutProc.Generators.Model;

/// <summary>One member of an object on the wire.</summary>
/// <param name="Slot">The place of the member: the number of its slot, or its index where there are no slots.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Identifier">The name as C# writes it, escaped where it is a keyword.</param>
/// <param name="OwnerName">The type that declares the member, with <c>global::</c>; unsafe accessors look there.</param>
/// <param name="Shape">The member's type.</param>
/// <param name="Accessor">Where its unsafe accessors stand when its owner is generic.</param>
/// <param name="OpenTypeName">The member's type as its owner declares it, of the owner's type parameters.</param>
/// <param name="Get">How it is read from an object.</param>
/// <param name="Set">How it is restored.</param>
/// <param name="CanThrow">Whether reading it runs code of the user.</param>
/// <param name="IsRequired">Whether the initializer must name it.</param>
/// <param name="KeepsDefault">Whether the object's own initial value stays when the member is absent.</param>
/// <param name="Conversion">The method that a value goes through after it was read; <c>null</c> for none.</param>
internal sealed record MemberShape(
    int Slot,
    string Name,
    string Identifier,
    string OwnerName,
    TypeShape Shape,
    AccessorOwner? Accessor,
    string OpenTypeName,
    MemberAccess Get,
    MemberAccess Set,
    bool CanThrow,
    bool IsRequired,
    bool KeepsDefault,
    string? Conversion);
