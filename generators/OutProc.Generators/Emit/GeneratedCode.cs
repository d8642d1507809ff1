namespace OutProc.Generators.Emit;

/// <summary>What stands on every emitted type.</summary>
internal static class GeneratedCode
{
    /// <summary>The attributes, one a line.</summary>
    public static readonly string Attributes =
        $"""
        [global::System.CodeDom.Compiler.GeneratedCode("OutProc.Generators", "{typeof(GeneratedCode).Assembly.GetName().Version.ToString(3)}")]
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        """;
}
