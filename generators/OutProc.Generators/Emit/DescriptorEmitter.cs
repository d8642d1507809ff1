using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints the tables from which the runtime knows a contract.</summary>
internal static class DescriptorEmitter
{
    /// <summary>The version of <c>OutProc.CompilerServices</c> that emitted code is written for.</summary>
    private const string AbiVersion = "1";

    public static void Write(SourceWriter source, ImplementationModel worker)
    {
        WriteMethods(source, worker);
        source.WriteLine();
        source.WriteLine(GeneratedCode.Attributes);
        source.WriteLine($$"""
            file static class {{worker.Stem}}Remote
            {
                public static readonly global::OutProc.Contracts.WorkerDescriptor Descriptor = new(
                    abiVersion: {{AbiVersion}},
                    contractName: "{{worker.ContractMetadataName}}",
                    displayName: "{{worker.DisplayName ?? worker.Stem}}",
                    workerAssembly: {{(worker.WorkerAssembly is { } assembly ? Quote(assembly) : "null")}},
                    methods: [{{string.Join(", ", worker.Methods.Select(method => "Methods." + method.Identifier))}}],
                    createProxy: {{(worker.Parts.HasFlag(ImplementationParts.Client) ? $"static invoker => new {worker.Stem}Proxy(invoker)" : "null")}});
            }
            """);
    }

    private static void WriteMethods(SourceWriter source, ImplementationModel worker)
    {
        source.WriteLine(GeneratedCode.Attributes);
        source.OpenBlock("file static class Methods");
        for (int i = 0; i < worker.Methods.Count; i++)
        {
            MethodModel method = worker.Methods[i];
            if (i > 0)
            {
                source.WriteLine();
            }

            string schema = MethodSchema.Of(method, worker.Formatters);
            string options = method.IsIdempotent ? ",\n        options: global::OutProc.CompilerServices.MethodOptions.Idempotent" : "";
            string limit = method.TimeoutMilliseconds == 0
                ? ""
                : $" {{ TimeoutMilliseconds = {method.TimeoutMilliseconds.ToString(CultureInfo.InvariantCulture)} }}";
            source.WriteLine($$"""
                public static readonly global::OutProc.CompilerServices.MethodDescriptor {{method.Identifier}} = new(
                    index: {{i.ToString(CultureInfo.InvariantCulture)}},
                    id: 0x{{method.Id.ToString("x8", CultureInfo.InvariantCulture)}},
                    name: "{{method.DisplayName}}",
                    schemaHash: 0x{{MethodSchema.HashOf(schema).ToString("x16", CultureInfo.InvariantCulture)}},
                    schema: {{Quote(schema)}}{{options}}){{limit}};
                """);
        }

        source.CloseBlock();
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
