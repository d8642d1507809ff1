namespace OutProc.Generators.Diagnostics;

/// <summary>The ids of the diagnostics, shared by the analyzers, the parser and the fixes. An id is never reused.</summary>
internal static class DiagnosticIds
{
    public const string CannotCross = "OP0101";
    public const string CodeCannotCross = "OP0102";
    public const string OpenStream = "OP0103";
    public const string Logger = "OP0104";
    public const string LiveConnection = "OP0106";
    public const string SeveralContracts = "OP0301";
    public const string ContractNotPartial = "OP0302";
    public const string NotAccessible = "OP0303";
    public const string GenericMethod = "OP0304";
    public const string ByReference = "OP0305";
    public const string NotRemote = "OP0306";
    public const string NotAsync = "OP0307";
    public const string TokenNotLast = "OP0308";
    public const string SameId = "OP0309";
    public const string OneWayResult = "OP0310";
    public const string SeveralProgress = "OP0311";
    public const string AsyncVoid = "OP0312";
    public const string RemoteObjectAsData = "OP0313";
    public const string StaticMethod = "OP0314";
    public const string NameCollision = "OP0315";
    public const string NotAWorker = "OP0316";
    public const string UnknownService = "OP0401";
    public const string SeveralConstructors = "OP0402";
    public const string FromCallerWithoutSession = "OP0403";
    public const string WorkerAsService = "OP0405";
    public const string NotAStartup = "OP0004";
    public const string BaselineDiffers = "OP0110";
    public const string UnmanagedInBaseline = "OP0117";
    public const string GeneratorFailed = "OP0901";
    public const string LanguageTooOld = "OP0902";
}
