using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>A method whose schema text is another one in the worker.</summary>
/// <param name="Method">The index in the host's method table.</param>
/// <param name="WorkerSchema">The worker's own schema of the method, or <c>null</c> when it has no method of that id.</param>
internal readonly record struct SchemaDifference(ushort Method, string? WorkerSchema)
{
    /// <summary>The longest schema text, in characters.</summary>
    public const int MaxSchema = 16 << 10;

    private const int MaxSchemaTotal = 8 * MaxSchema;

    /// <summary>Writes differences. Texts are cut where they are too long together.</summary>
    public static void WriteAll(ref PayloadWriter writer, IReadOnlyList<SchemaDifference> differences)
    {
        writer.WriteCollectionHeader(differences.Count);
        int room = MaxSchemaTotal;
        foreach (SchemaDifference difference in differences)
        {
            string? schema = WireText.Fit(difference.WorkerSchema, Math.Min(room, MaxSchema));
            room -= schema?.Length ?? 0;
            writer.WriteUnmanaged(difference.Method);
            writer.WriteString(schema);
        }
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote.</summary>
    public static SchemaDifference[] ReadAll(ref PayloadReader reader)
    {
        var differences = new SchemaDifference[reader.ReadCount(sizeof(ushort) + sizeof(int), ProtocolConstants.MaxMethods)];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = new SchemaDifference(reader.ReadUnmanaged<ushort>(), reader.ReadOptionalText(MaxSchema));
        }

        return differences;
    }
}
