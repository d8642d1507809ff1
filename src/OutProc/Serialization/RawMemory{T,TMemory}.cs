namespace OutProc.Serialization;

/// <summary>The plan of a type, made when its first value crosses.</summary>
internal static class RawMemory<T, TMemory>
    where TMemory : struct, IRawMemory
{
    public static readonly RawPlan Plan = RawLayout.PlanOf<T, TMemory>();
}
