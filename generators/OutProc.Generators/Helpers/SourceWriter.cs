using System.Text;

namespace OutProc.Generators.Helpers;

/// <summary>Builds C# text: indents every line, also of multi-line raw strings, and ends it with <c>\n</c> on every system.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new();

    /// <summary>The current number of indentation levels.</summary>
    public int Indentation { get; set; }

    /// <summary>Writes an empty line.</summary>
    public void WriteLine() => _text.Append('\n');

    /// <summary>Writes one or more lines. Empty lines get no indentation.</summary>
    public void WriteLine(string lines)
    {
        int start = 0;
        while (start <= lines.Length)
        {
            int end = lines.IndexOf('\n', start);
            if (end < 0)
            {
                end = lines.Length;
            }

            int length = end > start && lines[end - 1] == '\r' ? end - start - 1 : end - start;
            if (length > 0)
            {
                _text.Append(' ', Indentation * SpacesPerLevel).Append(lines, start, length);
            }

            _text.Append('\n');
            start = end + 1;
        }
    }

    /// <summary>Writes <paramref name="head"/>, when there is one, and an opening brace; what follows is one level deeper.</summary>
    public void OpenBlock(string? head = null)
    {
        if (head is not null)
        {
            WriteLine(head);
        }

        WriteLine("{");
        Indentation++;
    }

    /// <summary>Ends what <see cref="OpenBlock"/> began.</summary>
    /// <param name="tail">What follows the brace on its line, such as <c>;</c>.</param>
    public void CloseBlock(string tail = "")
    {
        Indentation--;
        WriteLine("}" + tail);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
