using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints the formatter classes.</summary>
internal static partial class FormatterEmitter
{
    /// <summary>The file of one formatter.</summary>
    public static string Emit(FormatterShape shape) => throw new InvalidOperationException($"There is no emitter for {shape.GetType().Name}.");
}
