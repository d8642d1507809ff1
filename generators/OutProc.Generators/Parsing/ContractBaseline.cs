using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace OutProc.Generators.Parsing;

/// <summary>
/// The contracts as other builds know them: the additional file <c>OutProcContracts.txt</c>, with one line for each method,
/// <c>Contract.Method(types) = id schema</c>.
/// </summary>
internal sealed class ContractBaseline
{
    public const string FileName = "OutProcContracts.txt";

    private const string Equal = " = ";

    private readonly Dictionary<string, string> _methods = new(StringComparer.Ordinal);

    private ContractBaseline()
    {
    }

    /// <summary>The project's baseline, or <c>null</c> when it keeps none.</summary>
    public static AdditionalText? FindFile(AnalyzerOptions options)
        => options.AdditionalFiles.FirstOrDefault(file => Path.GetFileName(file.Path) == FileName);

    public static ContractBaseline Parse(SourceText text)
    {
        var baseline = new ContractBaseline();
        foreach (TextLine line in text.Lines)
        {
            string content = line.ToString().Trim();
            int middle = content.IndexOf(Equal, StringComparison.Ordinal);
            if (middle > 0 && content[0] != '#')
            {
                baseline._methods[content.Substring(0, middle)] = content.Substring(middle + Equal.Length);
            }
        }

        return baseline;
    }

    /// <summary>What is known of a method, or <c>null</c>.</summary>
    public string? Find(string method) => _methods.TryGetValue(method, out string? known) ? known : null;

    /// <summary>The methods of one contract.</summary>
    public IEnumerable<string> MethodsOf(string contract) => _methods.Keys.Where(method => ContractOf(method) == contract);

    /// <summary>A line of the file.</summary>
    public static string Line(string method, string description) => method + Equal + description;

    private static string ContractOf(string method) => method.Substring(0, method.LastIndexOf('.', method.IndexOf('(')));
}
