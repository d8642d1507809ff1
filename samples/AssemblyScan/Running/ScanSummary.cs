using AssemblyScan.Scanning;

namespace AssemblyScan.Running;

/// <summary>All rows of a scan, sorted out.</summary>
internal sealed class ScanSummary
{
    public ScanSummary(IEnumerable<ScanRow> rows)
    {
        ILookup<bool, ScanRow> bySkipped = rows.OrderBy(row => row.Path, StringComparer.Ordinal).ToLookup(row => row.IsSkipped);
        Skipped = [.. bySkipped[true]];
        Scanned = [.. bySkipped[false].Where(row => row.Report is not null)];
        Failed = [.. bySkipped[false].Where(row => row.Failure is not null)];
        foreach (AssemblyReport report in Scanned.Select(row => row.Report!))
        {
            Types += report.Types;
            Methods += report.Methods;
            PInvokes += report.PInvokes;
            IlBytes += report.IlBytes;
        }
    }

    /// <summary>The scanned assemblies, by path in ordinal order.</summary>
    public IReadOnlyList<ScanRow> Scanned { get; }

    /// <summary>The files that could not be scanned, by path in ordinal order.</summary>
    public IReadOnlyList<ScanRow> Failed { get; }

    /// <summary>The files with native code only, by path in ordinal order.</summary>
    public IReadOnlyList<ScanRow> Skipped { get; }

    public long Types { get; }

    public long Methods { get; }

    public long PInvokes { get; }

    public long IlBytes { get; }
}
