using AssemblyScan.Running;
using AssemblyScan.Scanning;

namespace OutProc.SampleTests;

/// <summary>Rows of an imagined scan, in no order.</summary>
internal static class Rows
{
    public static IReadOnlyList<ScanRow> Mixed { get; } =
    [
        new("zz.dll", Report("zz", types: 100, methods: 200, pInvokes: 3, ilBytes: 300), null),
        new("bad.dll", null, "System.BadImageFormatException: \"quoted\" & <angled>"),
        new("A.dll", Report("A", types: 10, methods: 20, pInvokes: 0, ilBytes: 33, new("A.List`1+<>c", 30), new("Ä", 3)), null),
        new("native.dll", null, null),
        new("sub/z.dll", Report("z", types: 1, methods: 2, pInvokes: 0, ilBytes: 3_000_000_000), null),
        new("B/bad.dll", null, "worker crashed: exited with code 3"),
    ];

    private static AssemblyReport Report(string name, int types, int methods, int pInvokes, long ilBytes, params TypeSize[] largest) =>
        new(name, "1.2.3.4", types, methods, pInvokes, ilBytes, SignatureDepth: 2, largest);
}
