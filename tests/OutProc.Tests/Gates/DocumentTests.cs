using System.Text.RegularExpressions;
using OutProc.Contracts;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Gates;

/// <summary>Pages that name tests and exceptions name those that exist.</summary>
public sealed partial class DocumentTests
{
    private static readonly Dictionary<string, string> s_testClasses = Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "tests"), "*Tests*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .GroupBy(static file => Path.GetFileName(file).Split('.')[0], StringComparer.Ordinal)
        .ToDictionary(static files => files.Key, static files => string.Concat(files.Select(File.ReadAllText)), StringComparer.Ordinal);

    [Theory]
    [InlineData("testing.md", 40)]
    [InlineData("threat-model.md", 20)]
    [InlineData("failures.md", 11)]
    public void Page_NamesOfTests_AreTestsThatExist(string page, int minimum)
    {
        MatchCollection named = TestName().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", page)));

        named.Count.ShouldBeGreaterThanOrEqualTo(minimum);
        named.Select(static match => (Class: match.Groups["class"].Value, Member: match.Groups["member"].Value))
            .Where(static test => !s_testClasses.TryGetValue(test.Class, out string? source) || !source.Contains($" {test.Member}(", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Testing_EveryScenario_IsMappedOnce()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "testing.md"));

        ScenarioRow().Matches(page).Select(static match => int.Parse(match.Groups["id"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(1, 80));
    }

    [Fact]
    public void Troubleshooting_EveryException_HasItsPlace()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "troubleshooting.md"));

        typeof(OutProcException).Assembly.GetExportedTypes()
            .Where(static type => typeof(Exception).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(static type => type.Name)
            .ShouldAllBe(name => page.Contains($"[`{name}`](#", StringComparison.Ordinal));
        Enum.GetNames<WorkerStartFailure>().Except(["ContractMismatch"])
            .Concat(Enum.GetNames<CrashCause>())
            .Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<member>\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| A(?<id>\d\d) \|", RegexOptions.Multiline)]
    private static partial Regex ScenarioRow();
}
