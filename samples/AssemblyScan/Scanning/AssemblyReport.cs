namespace AssemblyScan.Scanning;

/// <summary>What a scan found in one managed assembly. An ordinary record: it crosses the process boundary without any attribute.</summary>
/// <param name="Name">The name of the assembly, or of the module when the file is no assembly.</param>
/// <param name="Version">The version of the assembly; empty for a module.</param>
/// <param name="Types">How many types are defined.</param>
/// <param name="Methods">How many methods are defined.</param>
/// <param name="PInvokes">How many of the methods are P/Invokes.</param>
/// <param name="IlBytes">The IL bytes of all method bodies.</param>
/// <param name="SignatureDepth">The nesting of the deepest signature: <c>int</c> is 1, <c>List&lt;int[]&gt;</c> is 3.</param>
/// <param name="LargestTypes">The types with the most IL, at most ten.</param>
public sealed record AssemblyReport(
    string Name,
    string Version,
    int Types,
    int Methods,
    int PInvokes,
    long IlBytes,
    int SignatureDepth,
    TypeSize[] LargestTypes);
