namespace OutProc.Generators.Emit;

/// <summary>What stands on every emitted type.</summary>
internal static class GeneratedCode
{
    /// <summary>Says who emitted the type.</summary>
    public static readonly string Attribute =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"OutProc.Generators\", \"{Version}\")]";

    /// <summary>The attributes of types that hold code, one a line.</summary>
    public static readonly string Attributes = Attribute + "\n[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    private static string Version => typeof(GeneratedCode).Assembly.GetName().Version.ToString(3);
}
