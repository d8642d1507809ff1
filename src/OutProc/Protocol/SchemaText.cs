namespace OutProc.Protocol;

/// <summary>A schema text taken apart: <c>(name: type, …) -> type</c>, then a line <c>type {name: type, …}</c> for each object type.</summary>
/// <remarks>Tolerant: a text of an older or newer generator, or one that was cut, is taken apart as far as it is understood.</remarks>
internal sealed class SchemaText
{
    private readonly Dictionary<string, List<SchemaMember>> _layouts = new(StringComparer.Ordinal);

    private SchemaText(string text)
    {
        string[] lines = text.Split('\n');
        int end = lines[0].StartsWith('(') ? ClosingOf(lines[0], 0) : -1;
        Parameters = end < 0 ? [] : ReadMembers(lines[0][1..end]);
        const string Arrow = " -> ";
        Result = end >= 0 && lines[0].AsSpan(end + 1).StartsWith(Arrow) ? Simplify(lines[0][(end + 1 + Arrow.Length)..]) : lines[0];
        for (int i = 1; i < lines.Length; i++)
        {
            int open = lines[i].IndexOf(" {", StringComparison.Ordinal);
            if (open > 0 && lines[i][^1] == '}')
            {
                _layouts[lines[i][..open]] = ReadMembers(lines[i][(open + 2)..^1]);
            }
        }
    }

    /// <summary>What is sent to the worker.</summary>
    public IReadOnlyList<SchemaMember> Parameters { get; }

    /// <summary>What is sent back.</summary>
    public string Result { get; }

    /// <summary>The members of each type, in wire order.</summary>
    public IReadOnlyDictionary<string, List<SchemaMember>> Layouts => _layouts;

    public static SchemaText Parse(string text) => new(text);

    private List<SchemaMember> ReadMembers(string list)
    {
        var members = new List<SchemaMember>();
        int start = 0;
        while (start < list.Length)
        {
            int end = EndOfItem(list, start);
            string item = list[start..end];
            int colon = item.IndexOf(": ", StringComparison.Ordinal);
            int bracket = item.AsSpan().IndexOfAny('{', '<', '(');
            bool hasName = colon > 0 && (bracket < 0 || colon < bracket);
            members.Add(hasName
                ? new SchemaMember(item[..colon], Simplify(item[(colon + 2)..]))
                : new SchemaMember("", Simplify(item)));
            start = end + 2;
        }

        return members;
    }

    /// <summary>Takes the layouts of structs, which stand behind their names within a type, out of it.</summary>
    private string Simplify(string type)
    {
        int open;
        while ((open = type.IndexOf('{', StringComparison.Ordinal)) >= 0)
        {
            int close = ClosingOf(type, open);
            if (close < 0)
            {
                break;
            }

            int name = StartOfName(type, open);
            _layouts[type[name..open]] = ReadMembers(type[(open + 1)..close]);
            type = type.Remove(open, close + 1 - open);
        }

        return type;
    }

    private static int EndOfItem(string text, int start)
    {
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] is '(' or '<' or '{' or '[')
            {
                int close = ClosingOf(text, i);
                i = close < 0 ? text.Length : close;
            }
            else if (text[i] == ',')
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>The bracket that closes the one at <paramref name="open"/>, or -1.</summary>
    private static int ClosingOf(string text, int open)
    {
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            if (text[i] is '(' or '<' or '{' or '[')
            {
                depth++;
            }
            else if (text[i] is ')' or '}' or ']' || (text[i] == '>' && (i == 0 || text[i - 1] != '-')))
            {
                depth--;
            }

            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static int StartOfName(string text, int end)
    {
        int depth = 0;
        for (int i = end - 1; i >= 0; i--)
        {
            if (text[i] is ')' or '>' or ']')
            {
                depth++;
            }
            else if (text[i] is '(' or '<' or '[')
            {
                if (depth == 0)
                {
                    return i + 1;
                }

                depth--;
            }
            else if (depth == 0 && text[i] is ' ' or ',')
            {
                return i + 1;
            }
        }

        return 0;
    }
}
