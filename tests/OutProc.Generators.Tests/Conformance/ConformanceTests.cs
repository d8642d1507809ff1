using System.Diagnostics;
using OutProc.Conformance;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Conformance;

/// <summary>The conformance program as a user starts it.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public async Task Run_VectorsOfTheRealLibrary_NoneFails()
    {
        (int code, string output) = await RunAsync();

        code.ShouldBe(0, output);
    }

    [Fact]
    public async Task Run_InputsThatTakeMuchMemory_AllStayWithinTheLimit()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Vectors", "memory-vectors.json");
        (int code, string output) = await RunAsync(path);

        code.ShouldBe(0, output);
    }

    [Theory]
    [InlineData("{", "is not valid JSON")]
    [InlineData("{}", "must hold an array")]
    [InlineData("[{}]", "entry 0 ('') has no kind")]
    [InlineData("[1]", "entry 0 is not a vector")]
    [InlineData("""[{"kind": "golden", "name": "n", "csharpType": "int", "valueDescription": "1"}]""", "entry 0 ('n') has no hex")]
    [InlineData("""[{"kind": "golden", "name": "n", "hex": "0"}]""", "entry 0 ('n') has a hex that is not hexadecimal")]
    [InlineData("""[{"kind": "malformed", "csharpType": "int", "segments": [{"hex": "00", "repeat": -1}]}]""", "negative repeat")]
    public async Task Run_FileThatCannotBeUsed_SaysWhyAndEndsWith2(string json, string message)
    {
        (int code, string output) = await RunOnAsync(json);

        code.ShouldBe(2, output);
        output.ShouldContain(message);
    }

    [Theory]
    [InlineData("no-such-file.json", "cannot be read")]
    [InlineData("--what", "'--what' is not understood")]
    [InlineData("--filter", "--filter needs a value")]
    public async Task Run_CommandLineThatCannotBeUsed_SaysWhyAndEndsWith2(string argument, string message)
    {
        (int code, string output) = await RunAsync(argument);

        code.ShouldBe(2, output);
        output.ShouldContain(message);
    }

    [Fact]
    public async Task Run_EntriesOfAllSorts_JudgesEach()
    {
        (int code, string output) = await RunOnAsync(
            """
            [
              {"kind": "golden", "name": "right", "csharpType": "int", "valueDescription": "1", "hex": "01000000"},
              {"kind": "golden", "name": "wrong bytes", "csharpType": "int", "valueDescription": "1", "hex": "02000000"},
              {"kind": "golden", "name": "wrong value", "csharpType": "int", "valueDescription": "nothing", "hex": "00"},
              {"kind": "golden", "name": "wrong type", "csharpType": "Missing", "valueDescription": "1", "hex": "00"},
              {"kind": "golden", "name": "wrong syntax", "csharpType": "int", "typeDeclaration": "class {", "valueDescription": "1",
                "hex": "00"},
              {"kind": "golden", "name": "first", "csharpType": "Same", "typeDeclaration": "public class Same { public int A; }",
                "valueDescription": "new Same { A = 1 }", "hex": "0101000000"},
              {"kind": "golden", "name": "second", "csharpType": "Same", "typeDeclaration": "public class Same { public byte A; }",
                "valueDescription": "new Same { A = 1 }", "hex": "0101"},
              {"kind": "golden", "name": "framework", "csharpType": "Plane", "valueDescription": "default(Plane)",
                "hex": "00000000000000000000000000000000"},
              {"kind": "golden", "name": "not the framework's", "csharpType": "Plane", "typeDeclaration": "public class Plane { }",
                "valueDescription": "new Plane()", "hex": "00"},
              {"kind": "golden", "name": "ends the process", "csharpType": "int",
                "valueDescription": "() => { Environment.Exit(3); return 1; }", "hex": "01000000"},
              {"kind": "golden", "name": "after that", "csharpType": "byte", "valueDescription": "1", "hex": "01"},
              {"kind": "malformed", "name": "segments", "csharpType": "byte[]",
                "segments": [{"hex": "02000000", "repeat": 1}, {"hex": "ff", "repeat": 2}], "requireOurs": "accept"},
              {"kind": "malformed", "name": "must fail", "csharpType": "byte", "hex": "ff", "requireOurs": "error"},
              {"kind": "future", "name": "unknown"}
            ]
            """);

        code.ShouldBe(1, output);
        string[] lines = output.Split('\n');
        lines.Where(line => line.StartsWith("FAILED", StringComparison.Ordinal)).Select(line => line.Split('\'')[1])
            .ShouldBe(["wrong bytes", "wrong value", "wrong type", "wrong syntax", "ends the process", "must fail"], output);
        output.ShouldContain("  expected 02000000");
        output.ShouldContain("  actual   01000000");
        output.ShouldContain("the process ended with code 3");
        output.ShouldContain("entries of kind 'future' are not known to this program");
    }

    private static async Task<(int Code, string Output)> RunOnAsync(string json)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, json);
            return await RunAsync(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(InvalidInputException).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start).ShouldNotBeNull();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, await output.DefaultTimeout() + await errors.DefaultTimeout());
    }
}
