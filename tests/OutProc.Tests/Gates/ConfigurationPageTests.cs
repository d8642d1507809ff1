using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using OutProc.Pools;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Gates;

/// <summary>The page of all options and variables says what the code says.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "configuration.md"));

    [Fact]
    public void Page_OfAllOptions_HasEachWithItsDefault()
    {
        IEnumerable<string> expected = Options(typeof(WorkerPoolOptions), new WorkerPoolOptions { Mode = ExecutionMode.Process }, "");

        string[] rows = [.. Row().Matches(s_page).Select(static row => $"{row.Groups[1].Value} = {row.Groups[2].Value}")];
        rows.ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void Page_OfAllVariables_HasEachThatTheCodeNames()
    {
        string[] named = Directory.GetFiles(Path.Combine(RepositoryRoot.Folder, "src", "OutProc"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(static file => Variable().Matches(File.ReadAllText(file)))
            .Select(static match => match.Groups[1].Value)
            .Where(static name => name != "OUTPROC_")
            .Distinct()
            .ToArray();

        named.ShouldContain("OUTPROC_MODE");
        named.Where(static name => !s_page.Contains($"`{name}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Options(Type type, object options, string prefix)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            object? value = property.GetValue(options);
            if (property.SetMethod is { IsPublic: true } || value is System.Collections.IEnumerable)
            {
                yield return $"{prefix}{property.Name} = {Describe(property.Name, value)}";
            }
            else if (value is not null && property.Name != "Shared")
            {
                foreach (string inner in Options(value.GetType(), value, $"{prefix}{property.Name}."))
                {
                    yield return inner;
                }
            }
        }
    }

    private static string Describe(string name, object? value) => value switch
    {
        null => "none",
        _ when name == "MaxWorkers" => "processors",
        bool flag => flag ? "true" : "false",
        TimeSpan time when time == Timeout.InfiniteTimeSpan => "unlimited",
        TimeSpan time when time.TotalMilliseconds < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds} µs"),
        TimeSpan time when time.TotalSeconds < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds} ms"),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s"),
        Enum choice => $"`{choice}`",
        System.Collections.IEnumerable and not string => "empty",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex("^\\| `([A-Z][A-Za-z.]*)` \\| ([^|]*) \\| [^|]+ \\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\"((?:OUTPROC|DOTNET)_[A-Za-z_]*)\"")]
    private static partial Regex Variable();
}
