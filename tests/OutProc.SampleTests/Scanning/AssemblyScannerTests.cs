using System.Reflection;
using System.Runtime.InteropServices;
using AssemblyScan.Scanning;
using Microsoft.Extensions.Logging.Abstractions;

namespace OutProc.SampleTests.Scanning;

/// <summary>Compares with what reflection says of the same assembly: this one.</summary>
public sealed partial class AssemblyScannerTests : IDisposable
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Assembly s_assembly = typeof(AssemblyScannerTests).Assembly;

    private readonly AssemblyScanner _scanner = new(NullLogger<AssemblyScanner>.Instance);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_Assembly_CountsWhatReflectionCounts()
    {
        AssemblyReport report = _scanner.Scan(s_assembly.Location).ShouldNotBeNull();

        Type[] types = s_assembly.GetTypes();
        MethodBase[] methods = [.. types.SelectMany(Methods)];
        report.Name.ShouldBe("OutProc.SampleTests");
        report.Version.ShouldBe(s_assembly.GetName().Version!.ToString());
        report.Types.ShouldBe(types.Length + 1, "reflection hides <Module>");
        report.Methods.ShouldBe(methods.Length);
        report.IlBytes.ShouldBe(methods.Sum(IlBytes));
        report.PInvokes.ShouldBe(methods.Count(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)));
        report.PInvokes.ShouldBeGreaterThan(0, "GetParentProcessId below");
    }

    [Fact]
    public void Scan_Assembly_ListsTheTenLargestTypes()
    {
        AssemblyReport report = _scanner.Scan(s_assembly.Location).ShouldNotBeNull();

        TypeSize[] expected =
        [
            .. s_assembly.GetTypes()
                .Select(type => new TypeSize(type.FullName!, Methods(type).Sum(IlBytes)))
                .OrderByDescending(type => type.IlBytes)
                .ThenBy(type => type.Name, StringComparer.Ordinal)
                .Take(10),
        ];
        report.LargestTypes.ShouldBe(expected);
    }

    [Fact]
    public void Scan_NotAPortableExecutable_Throws()
    {
        _folder.Write("text.dll", "This is no portable executable, and long enough to be read as one."u8.ToArray());

        Should.Throw<BadImageFormatException>(() => _scanner.Scan(_folder["text.dll"]));
    }

    [Fact]
    public void Scan_EmptyFile_Throws()
    {
        _folder.Write("empty.dll", []);

        Should.Throw<BadImageFormatException>(() => _scanner.Scan(_folder["empty.dll"]));
    }

    [Fact]
    public void Scan_NativeImage_IsNull()
    {
        _folder.Write("native.dll", NativeImage.Create());

        _scanner.Scan(_folder["native.dll"]).ShouldBeNull();
    }

    [Fact]
    public void Scan_MissingFile_Throws()
    {
        Should.Throw<FileNotFoundException>(() => _scanner.Scan(_folder["missing.dll"]));
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();

    private static IEnumerable<MethodBase> Methods(Type type) => [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];

    private static long IlBytes(MethodBase method) => method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0;
}
