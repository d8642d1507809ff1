namespace OutProc.Compare.Comparisons;

/// <summary>Which way a figure gets better.</summary>
internal enum Better
{
    Lower,
    Higher,
}
