namespace OutProc.Serialization;

/// <summary>
/// Keeps one emptied table of references per thread and direction, so that payloads with circular types allocate none. A payload that fails
/// keeps its table from coming back, which costs the next one an allocation.
/// </summary>
internal static class ReferenceTables
{
    /// <summary>A table that once held more is not kept.</summary>
    private const int MaxKept = 1024;

    [ThreadStatic]
    private static Dictionary<object, uint>? s_ids;

    [ThreadStatic]
    private static Dictionary<uint, object>? s_objects;

    public static Dictionary<object, uint> RentForWriter()
    {
        Dictionary<object, uint> table = s_ids ?? new Dictionary<object, uint>(ReferenceEqualityComparer.Instance);
        s_ids = null;
        return table;
    }

    public static Dictionary<uint, object> RentForReader()
    {
        Dictionary<uint, object> table = s_objects ?? [];
        s_objects = null;
        return table;
    }

    public static void Return(Dictionary<object, uint> table)
    {
        if (table.Count <= MaxKept)
        {
            table.Clear();
            s_ids = table;
        }
    }

    public static void Return(Dictionary<uint, object> table)
    {
        if (table.Count <= MaxKept)
        {
            table.Clear();
            s_objects = table;
        }
    }
}
