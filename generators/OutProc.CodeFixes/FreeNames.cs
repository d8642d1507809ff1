using Microsoft.CodeAnalysis;

namespace OutProc.CodeFixes;

/// <summary>Names for new locals.</summary>
internal static class FreeNames
{
    /// <summary>A name that means nothing at a place yet: the one wished for, or that with a number.</summary>
    public static string Find(string wished, SyntaxNode place, SemanticModel model)
    {
        string free = wished;
        for (int i = 2; !model.LookupSymbols(place.SpanStart, name: free).IsEmpty; i++)
        {
            free = wished + i;
        }

        return free;
    }
}
