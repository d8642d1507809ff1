using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints how the items of shared resources are written and read, and registers it when the module is loaded.</summary>
internal static class SharedItemEmitter
{
    private const string CompilerServices = "global::OutProc.CompilerServices";

    public static string Emit(SharedItemModel item)
    {
        SourceWriter source = EmittedFile.Begin([]);
        string type = item.Shape.TypeName;
        source.WriteLine("#nullable disable // Whether an item may be null is said where the resource is used.");
        source.WriteLine("#pragma warning disable CA2255 // The one moment before anything that names the resource.");
        source.WriteLine();
        source.OpenBlock("namespace OutProc.Generated");
        source.WriteLine(GeneratedCode.Attributes);
        source.OpenBlock($"internal sealed class {item.Name} : {CompilerServices}.ISharedItemCodec<{type}>");
        source.WriteLine($"public static void Write(ref global::OutProc.Serialization.PayloadWriter writer, {type} value)");
        source.WriteLine($"    => {PayloadEmitter.WriteCall(item.Shape, "value")};");
        source.WriteLine();
        source.WriteLine($"public static {type} Read(ref global::OutProc.Serialization.PayloadReader reader)");
        source.WriteLine($"    => {PayloadEmitter.ReadCall(item.Shape)};");
        source.WriteLine();
        source.WriteLine("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        source.WriteLine($"internal static void Register() => {CompilerServices}.SharedItemCodecs.Register<{type}, {item.Name}>();");
        source.CloseBlock();
        source.CloseBlock();
        return source.ToString();
    }
}
