namespace OutProc.Generators.Diagnostics;

/// <summary>The ids of the diagnostics, shared by the analyzers, the parser and the fixes. An id is never reused.</summary>
internal static class DiagnosticIds
{
    public const string CannotCross = "OP0101";
    public const string CodeCannotCross = "OP0102";
    public const string OpenStream = "OP0103";
    public const string Logger = "OP0104";
    public const string LiveConnection = "OP0106";
}
