using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>
/// Prints the code that writes and reads values: against locals named <c>writer</c> and <c>reader</c>, both passed by reference.
/// </summary>
internal static class PayloadEmitter
{
    /// <summary>Writes the statement that puts the value of <paramref name="expression"/> into <c>writer</c>.</summary>
    public static void WriteStatements(SourceWriter source, TypeShape shape, string expression)
        => source.WriteLine(WriteCall(shape, expression) + ";");

    /// <summary>
    /// Writes the statement that assigns a value read from <c>reader</c> to <paramref name="target"/>, a declared local or a declaration.
    /// </summary>
    public static void ReadStatements(SourceWriter source, TypeShape shape, string target)
        => source.WriteLine($"{target} = {ReadExpression(shape)};");

    /// <summary>The expression that reads a value, for code in which nullable annotations are on.</summary>
    public static string ReadExpression(TypeShape shape)
        => ReadCall(shape) + (shape.IsReferenceType && !shape.FullyQualifiedName.EndsWith("?", StringComparison.Ordinal) ? "!" : "");

    /// <summary>The largest number of bytes a value takes as an expression, or <c>null</c> when there is no bound known.</summary>
    public static string? MaxSizeExpression(TypeShape shape)
        => shape.Kind == TypeShapeKind.Unmanaged ? $"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{shape.TypeName}>()" : null;

    /// <summary>The call that writes a value.</summary>
    public static string WriteCall(TypeShape shape, string expression) => shape.Kind == TypeShapeKind.Formatter
        ? $"{shape.Writes}.Write(ref writer, {expression})"
        : $"writer.{shape.Writes}({expression})";

    /// <summary>The call that reads a value, which may be null.</summary>
    public static string ReadCall(TypeShape shape) => shape.Kind == TypeShapeKind.Formatter
        ? $"{shape.Reads}.Read(ref reader)"
        : $"reader.{shape.Reads}()";

    /// <summary>Writes the file of one formatter, and says to other assemblies that it is there.</summary>
    public static string EmitFormatter(EmittedFormatter formatter) => FormatterEmitter.Emit(formatter.Shape, formatter);

    /// <summary>Writes the file of one formatter that no other assembly uses.</summary>
    public static string EmitFormatter(FormatterShape shape) => FormatterEmitter.Emit(shape, published: null);
}
