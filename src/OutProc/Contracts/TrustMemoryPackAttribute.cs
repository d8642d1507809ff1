namespace OutProc.Contracts;

/// <summary>
/// Says that the workers of this assembly's contracts are trusted with what only MemoryPack's own serializer can write: types with
/// callbacks, custom formatters or formatters written by hand.
/// </summary>
/// <remarks>
/// Such values are then written and read by <c>MemoryPackSerializer</c> of the MemoryPack package, in both processes. Its reader trusts its
/// input: bytes of a crashed or hostile worker can end the process that reads them. Everything else is still read under limits.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TrustMemoryPackAttribute : Attribute;
