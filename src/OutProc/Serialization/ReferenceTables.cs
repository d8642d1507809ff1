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
    private static Dictionary<object, uint>? t_ids;

    [ThreadStatic]
    private static Dictionary<uint, object>? t_objects;

    public static Dictionary<object, uint> RentForWriter()
    {
        Dictionary<object, uint> table = t_ids ?? new Dictionary<object, uint>(ReferenceEqualityComparer.Instance);
        t_ids = null;
        return table;
    }

    public static Dictionary<uint, object> RentForReader()
    {
        Dictionary<uint, object> table = t_objects ?? [];
        t_objects = null;
        return table;
    }

    public static void Return(Dictionary<object, uint> table)
    {
        if (table.Count <= MaxKept)
        {
            table.Clear();
            t_ids = table;
        }
    }

    public static void Return(Dictionary<uint, object> table)
    {
        if (table.Count <= MaxKept)
        {
            table.Clear();
            t_objects = table;
        }
    }
}
