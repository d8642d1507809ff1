using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Parsing;

/// <summary>Carries documentation comments from a worker class over to its contract.</summary>
/// <remarks>References in them are already resolved to ids, so they mean the same in a file without the class's usings.</remarks>
internal static class DocumentationParser
{
    /// <summary>The comment of the contract of <paramref name="worker"/>.</summary>
    public static EquatableArray<string> OfContract(INamedTypeSymbol worker, CancellationToken cancellationToken)
    {
        List<XElement> elements = Read(worker, cancellationToken);
        elements.RemoveAll(element => element.Name.LocalName == "param" || (element.Name.LocalName == "typeparam" && worker.Arity == 0));
        foreach (XElement reference in elements.SelectMany(element => element.Descendants("paramref")).ToList())
        {
            // The parameters of a primary constructor are not the interface's.
            reference.ReplaceWith(new XElement("c", reference.Attribute("name")?.Value));
        }

        return Print(worker, elements, $"The remote contract of <see cref=\"{worker.GetDocumentationCommentId()}\"/>.");
    }

    /// <summary>The comment of the contract method for <paramref name="method"/>.</summary>
    public static EquatableArray<string> OfMethod(
        IMethodSymbol method, IReadOnlyList<IParameterSymbol> sent, string tokenName, CancellationToken cancellationToken)
    {
        List<XElement> elements = Read(method, cancellationToken);
        RenameToken(method, elements, tokenName);
        AddParameters(elements, sent, tokenName);
        return Print(method, elements, $"Calls <see cref=\"{method.GetDocumentationCommentId()}\"/> in a worker process.");
    }

    private static List<XElement> Read(ISymbol symbol, CancellationToken cancellationToken)
    {
        string? xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken);
        if (string.IsNullOrEmpty(xml))
        {
            return [];
        }

        try
        {
            // "include" reads files whose paths are relative to the class; an interface has nothing to inherit documentation from.
            return XElement.Parse(xml, LoadOptions.PreserveWhitespace)
                .Elements()
                .Where(element => element.Name.LocalName != "include" && !(IsInheritance(element) && element.Attribute("cref") is null))
                .ToList();
        }
        catch (XmlException)
        {
            // The compiler has reported the comment itself.
            return [];
        }
    }

    private static void RenameToken(IMethodSymbol method, List<XElement> elements, string tokenName)
    {
        if (method.Parameters.LastOrDefault() is not { } last || !last.IsToken())
        {
            return;
        }

        foreach (XElement element in elements.SelectMany(element => element.DescendantsAndSelf()))
        {
            if (element.Name.LocalName is "param" or "paramref" && element.Attribute("name") is { } name && name.Value == last.Name)
            {
                name.Value = tokenName;
            }
        }
    }

    /// <summary>A comment names all parameters or none, as the compiler demands.</summary>
    private static void AddParameters(List<XElement> elements, IReadOnlyList<IParameterSymbol> sent, string tokenName)
    {
        int position = elements.FindLastIndex(element => element.Name.LocalName == "param") + 1;
        if (elements.Count == 0 || position == 0 && sent.Count > 0)
        {
            return;
        }

        if (position == 0)
        {
            position = elements.FindIndex(element => element.Name.LocalName == "summary") + 1;
        }

        foreach (IParameterSymbol parameter in sent)
        {
            if (!Documents(elements, parameter.Name))
            {
                elements.Insert(position++, Parameter(parameter.Name, "Passed on to the worker's method."));
            }
        }

        if (!Documents(elements, tokenName))
        {
            elements.Insert(position, Parameter(tokenName, "Cancels the call."));
        }
    }

    private static bool Documents(List<XElement> elements, string name)
        => elements.Exists(element => element.Name.LocalName == "param" && element.Attribute("name")?.Value == name);

    private static XElement Parameter(string name, string text) => new("param", new XAttribute("name", name), text);

    private static EquatableArray<string> Print(ISymbol symbol, List<XElement> elements, string summary)
    {
        var lines = new List<string>();
        if (!elements.Exists(element => element.Name.LocalName == "summary" || IsInheritance(element)))
        {
            lines.Add($"<summary>{summary}</summary>");
        }

        foreach (XElement element in elements)
        {
            lines.AddRange(Unindent(element.ToString(SaveOptions.DisableFormatting).Split('\n')));
        }

        return lines.ToEquatableArray();
    }

    /// <summary>Takes away the indentation that all lines but the first have in common: the compiler's, not the author's.</summary>
    private static IEnumerable<string> Unindent(string[] lines)
    {
        int common = lines
            .Skip(1)
            .Where(line => line.Trim().Length > 0)
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty(0)
            .Min();
        return lines.Select((line, i) => (i == 0 || line.Length < common ? line : line.Substring(common)).TrimEnd());
    }

    private static bool IsInheritance(XElement element) => element.Name.LocalName == "inheritdoc";
}
