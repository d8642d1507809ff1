using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints the contract interface, the only emitted type that users see.</summary>
internal static class ContractEmitter
{
    /// <summary>The file of one contract.</summary>
    public static string Emit(ContractModel contract)
    {
        SourceWriter source = EmittedFile.Begin(contract.SuppressedIds);
        bool isBlock = contract.IsPlain && contract.Namespace is not null;
        if (isBlock)
        {
            source.OpenBlock($"namespace {contract.Namespace}");
        }
        else if (contract.Namespace is not null)
        {
            source.WriteLine($"namespace {contract.Namespace};");
            source.WriteLine();
        }

        foreach (string container in contract.Containers)
        {
            source.OpenBlock(container);
        }

        WriteDocumentation(source, contract.Documentation);
        if (!contract.IsDeclared)
        {
            // On an interface of the user it would tell analyzers that all of it is generated.
            source.WriteLine(GeneratedCode.Attribute);
        }

        WriteAll(source, contract.Attributes);
        string bases = contract.IsPlain ? "" : $" : global::OutProc.Contracts.IRemoteContract<{contract.FullName}>";
        source.OpenBlock($"{contract.Accessibility} partial interface {contract.Name}{bases}{contract.Constraints.Replace(" where ", "\n    where ")}");
        bool first = true;
        foreach (SignatureModel method in contract.Methods)
        {
            Separate(source, ref first);
            WriteDocumentation(source, method.Documentation);
            WriteAll(source, method.Attributes);
            WriteMethod(source, method);
        }

        if (!contract.IsSound && !contract.IsPlain)
        {
            Separate(source, ref first);
            WriteBrokenDescriptor(source, contract);
        }

        source.CloseBlock();
        for (int i = contract.Containers.Count + (isBlock ? 1 : 0); i > 0; i--)
        {
            source.CloseBlock();
        }

        return source.ToString();
    }

    private static void WriteMethod(SourceWriter source, SignatureModel method)
    {
        var parameters = new List<string>(method.Parameters.Count + 1);
        foreach (ParameterModel parameter in method.Parameters)
        {
            string defaultValue = parameter.DefaultValue is null ? "" : " = " + parameter.DefaultValue;
            parameters.Add($"{parameter.Attributes}{parameter.Type} {parameter.Name}{defaultValue}");
        }

        parameters.Add($"global::System.Threading.CancellationToken {method.TokenName} = default");
        source.WriteLine($"{method.ReturnType} {method.Name}({string.Join(", ", parameters)});");
    }

    /// <summary>A contract with errors still exists, so that the build shows those errors and not that a type is missing.</summary>
    private static void WriteBrokenDescriptor(SourceWriter source, ContractModel contract)
    {
        string name = contract.FullName.Replace("global::", "");
        string reasons = contract.Problems.IsEmpty ? "it has types that nobody knows" : string.Join(", ", contract.Problems);
        string message = $"The contract {name} cannot be called: {reasons}.";
        source.WriteLine($$"""
            static global::OutProc.Contracts.WorkerDescriptor global::OutProc.Contracts.IRemoteContract<{{contract.FullName}}>.Descriptor
                => throw new global::System.InvalidOperationException({{SymbolDisplay.FormatLiteral(message, quote: true)}});
            """);
    }

    private static void WriteDocumentation(SourceWriter source, EquatableArray<string> lines)
    {
        foreach (string line in lines)
        {
            source.WriteLine(line.Length == 0 ? "///" : "/// " + line);
        }
    }

    private static void WriteAll(SourceWriter source, EquatableArray<string> lines)
    {
        foreach (string line in lines)
        {
            source.WriteLine(line);
        }
    }

    private static void Separate(SourceWriter source, ref bool first)
    {
        if (!first)
        {
            source.WriteLine();
        }

        first = false;
    }
}
