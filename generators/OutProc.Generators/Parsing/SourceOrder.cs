using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Compares symbols by where they are declared, so that of two that clash the same one is blamed in every build.</summary>
internal sealed class SourceOrder : IComparer<ISymbol>
{
    public static readonly SourceOrder Instance = new();

    private SourceOrder()
    {
    }

    public static bool IsAfter(ISymbol one, ISymbol other) => Instance.Compare(one, other) > 0;

    /// <summary>Symbols of other assemblies come first: nobody can change them.</summary>
    public int Compare(ISymbol? x, ISymbol? y)
    {
        Location? one = x?.Locations.FirstOrDefault(location => location.IsInSource);
        Location? other = y?.Locations.FirstOrDefault(location => location.IsInSource);
        if (one is null || other is null)
        {
            return (one is null ? 0 : 1) - (other is null ? 0 : 1);
        }

        int byFile = string.CompareOrdinal(one.SourceTree!.FilePath, other.SourceTree!.FilePath);
        return byFile != 0 ? byFile : one.SourceSpan.Start.CompareTo(other.SourceSpan.Start);
    }
}
