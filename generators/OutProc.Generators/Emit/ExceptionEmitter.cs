using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints how an exception type writes what it adds to its base, and how it is made again.</summary>
internal static class ExceptionEmitter
{
    public static string Emit(ExceptionModel exception)
    {
        SourceWriter source = EmittedFile.Begin([]);
        source.WriteLine(
            "[assembly: global::OutProc.CompilerServices.RemoteExceptionRegistration<"
            + $"global::{exception.EmittedNamespace}.{exception.Stem}Codec>]");
        source.WriteLine();
        source.OpenBlock($"namespace {exception.EmittedNamespace}");
        WriteCodec(source, exception);
        if (!exception.Members.IsEmpty)
        {
            CallPayloadEmitter.WriteStruct(source, DataOf(exception), exception.Members.Select(member => member.Value).ToEquatableArray());
        }

        source.CloseBlock();
        return source.ToString();
    }

    private static string DataOf(ExceptionModel exception) => exception.Stem + "Data";

    private static void WriteCodec(SourceWriter source, ExceptionModel exception)
    {
        source.WriteLine(GeneratedCode.Attributes);
        source.OpenBlock($"file sealed class {exception.Stem}Codec : global::OutProc.CompilerServices.IRemoteExceptionCodec");
        source.WriteLine($"public static global::System.Type ExceptionType => typeof({exception.TypeName});");
        source.WriteLine();
        source.OpenBlock("public static void Write(ref global::OutProc.Serialization.PayloadWriter writer, global::System.Exception exception)");
        if (!exception.Members.IsEmpty)
        {
            source.WriteLine($"var value = ({exception.TypeName})exception;");
            source.WriteLine(
                $"new {DataOf(exception)}({string.Join(", ", exception.Members.Select(member => "value." + member.Property))}).Write(ref writer);");
        }

        source.CloseBlock();
        source.WriteLine();
        source.WriteLine("public static global::System.Exception Read(");
        source.WriteLine(
            "    ref global::OutProc.Serialization.PayloadReader reader, string message, global::System.Exception? innerException)");
        source.OpenBlock();
        if (!exception.Members.IsEmpty)
        {
            source.WriteLine($"{DataOf(exception)} data = {DataOf(exception)}.Read(ref reader);");
        }

        string[] set = exception.Members.Where(member => member.IsSet)
            .Select(member => $"{member.Property} = data.{member.Value.Field}")
            .ToArray();
        string initializer = set.Length == 0 ? "" : $" {{ {string.Join(", ", set)} }}";
        source.WriteLine($"return new {exception.TypeName}({string.Join(", ", exception.ConstructorArguments)}){initializer};");
        source.CloseBlock();
        source.CloseBlock();
    }
}
