namespace OutProc.Tests.Gates;

/// <summary>A type of one room that mentions a type of another.</summary>
internal sealed record RoomReference(string FromRoom, string ToRoom, string FromType, string ToType)
{
    public override string ToString() => $"{FromRoom} -> {ToRoom}: {FromType} uses {ToType}";
}
