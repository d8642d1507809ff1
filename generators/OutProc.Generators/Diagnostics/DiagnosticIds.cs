namespace OutProc.Generators.Diagnostics;

/// <summary>The ids of the diagnostics, shared by the analyzers, the parser and the fixes. An id is never reused.</summary>
internal static class DiagnosticIds
{
    public const string NoTryRun = "OP0001";
    public const string TryRunNotFirst = "OP0002";
    public const string NotAStartup = "OP0004";

    public const string CannotCross = "OP0101";
    public const string CodeCannotCross = "OP0102";
    public const string OpenStream = "OP0103";
    public const string Logger = "OP0104";
    public const string CopiedByValue = "OP0105";
    public const string LiveConnection = "OP0106";
    public const string NoToken = "OP0107";
    public const string Handle = "OP0108";
    public const string ExecutionState = "OP0109";
    public const string BaselineDiffers = "OP0110";
    public const string ServiceProvider = "OP0111";
    public const string InProcessLock = "OP0112";
    public const string Reflection = "OP0113";
    public const string ExceptionAsData = "OP0114";
    public const string NoKnownCases = "OP0115";
    public const string Query = "OP0116";
    public const string UnmanagedInBaseline = "OP0117";
    public const string RefStruct = "OP0118";

    public const string BlockingWait = "OP0201";
    public const string NotAwaited = "OP0202";
    public const string AwaitedTwice = "OP0204";

    /// <summary>A lock between processes is held while a worker works.</summary>
    public const string LockAcrossCall = "OP0205";
    public const string MutableField = "OP0206";
    public const string StaticState = "OP0207";

    /// <summary>A loop waits for one call after the other.</summary>
    public const string CallInLoop = "OP0208";

    /// <summary>A worker calls the pool it belongs to.</summary>
    public const string OwnPool = "OP0209";

    /// <summary>A lease or pool is never given back.</summary>
    public const string NotDisposed = "OP0210";

    /// <summary>A lease is kept longer than an operation.</summary>
    public const string LeaseInField = "OP0211";

    /// <summary>Calls to any process of a pool change state of one.</summary>
    public const string PooledState = "OP0212";

    public const string Cycle = "OP0119";
    public const string PrivateState = "OP0120";
    public const string ForeignSerializer = "OP0121";
    public const string AmbiguousOrder = "OP0122";
    public const string AddedByGenerator = "OP0123";
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

    /// <summary>Two builds may lay a shared value out differently.</summary>
    public const string SharedLayout = "OP0317";

    public const string UnknownService = "OP0401";
    public const string SeveralConstructors = "OP0402";
    public const string FromCallerWithoutSession = "OP0403";

    /// <summary>Nobody declares a shared resource of that name.</summary>
    public const string UndeclaredResource = "OP0404";
    public const string WorkerAsService = "OP0405";

    public const string GeneratorFailed = "OP0901";
    public const string LanguageTooOld = "OP0902";
}
