namespace OutProc.Protocol;

/// <summary>Says in words, field by field, how the schema of a method differs between host and worker.</summary>
internal static class SchemaDiff
{
    private const string Parameters = "the parameter list";

    /// <summary>The differences, at least one.</summary>
    public static IReadOnlyList<string> Between(string host, string worker)
    {
        var ours = SchemaText.Parse(host);
        var theirs = SchemaText.Parse(worker);
        var lines = new List<string>();
        CompareMembers(Parameters, ours.Parameters, theirs.Parameters, lines);
        if (ours.Result != theirs.Result)
        {
            lines.Add($"the result is '{ours.Result}' in the host and '{theirs.Result}' in the worker");
        }

        foreach ((string type, List<SchemaMember> members) in ours.Layouts)
        {
            if (theirs.Layouts.TryGetValue(type, out List<SchemaMember>? others))
            {
                CompareMembers(type, members, others, lines);
            }
        }

        // Whatever it is, both texts tell.
        return lines.Count > 0 ? lines : [$"the host has '{host}', the worker has '{worker}'"];
    }

    /// <summary>The types and parameter lists whose names changed places, although the wire form is the same.</summary>
    public static IReadOnlyList<string> Reordered(string host, string worker)
    {
        var ours = SchemaText.Parse(host);
        var theirs = SchemaText.Parse(worker);
        var lines = new List<string>();
        CompareOrder(Parameters, ours.Parameters, theirs.Parameters, lines);
        foreach ((string type, List<SchemaMember> members) in ours.Layouts)
        {
            if (theirs.Layouts.TryGetValue(type, out List<SchemaMember>? others))
            {
                CompareOrder(type, members, others, lines);
            }
        }

        return lines;
    }

    private static void CompareMembers(
        string owner, IReadOnlyList<SchemaMember> host, IReadOnlyList<SchemaMember> worker, List<string> lines)
    {
        int before = lines.Count;
        for (int i = 0; i < host.Count; i++)
        {
            SchemaMember member = host[i];
            int other = IndexOf(worker, member.Name);
            if (other >= 0)
            {
                if (worker[other].Type != member.Type)
                {
                    lines.Add($"{Subject(owner, member)} is '{member.Type}' in the host and '{worker[other].Type}' in the worker");
                }
            }
            else if (!IsRenamed(member, i, host, worker))
            {
                lines.Add($"{Subject(owner, member)} ('{member.Type}') is missing in the worker");
            }
        }

        for (int i = 0; i < worker.Count; i++)
        {
            if (IndexOf(host, worker[i].Name) < 0 && !IsRenamed(worker[i], i, worker, host))
            {
                lines.Add($"{Subject(owner, worker[i])} ('{worker[i].Type}') is missing in the host");
            }
        }

        if (lines.Count == before)
        {
            CompareOrder(owner, host, worker, lines);
        }
    }

    /// <summary>Whether a name is new to the other side while the type at its place is the same, which changes nothing on the wire.</summary>
    private static bool IsRenamed(SchemaMember member, int index, IReadOnlyList<SchemaMember> own, IReadOnlyList<SchemaMember> other)
        => index < other.Count && other[index].Type == member.Type && IndexOf(own, other[index].Name) < 0;

    private static void CompareOrder(string owner, IReadOnlyList<SchemaMember> host, IReadOnlyList<SchemaMember> worker, List<string> lines)
    {
        string[] ours = [.. host.Select(member => member.Name).Where(name => IndexOf(worker, name) >= 0)];
        string[] theirs = [.. worker.Select(member => member.Name).Where(name => IndexOf(host, name) >= 0)];
        if (!ours.AsSpan().SequenceEqual(theirs))
        {
            lines.Add($"{owner} has another order: {string.Join(", ", ours)} in the host, {string.Join(", ", theirs)} in the worker");
        }
    }

    private static int IndexOf(IReadOnlyList<SchemaMember> members, string name)
    {
        for (int i = 0; i < members.Count; i++)
        {
            if (members[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Subject(string owner, SchemaMember member)
        => owner == Parameters ? $"parameter '{member.Name}'" : $"member '{member.Name}' of {owner}";
}
