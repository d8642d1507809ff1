namespace OutProc.Generators.Parsing;

/// <summary>Metadata names of the types that mean something to the generator.</summary>
internal static class KnownTypes
{
    public const string RemoteWorkerAttribute = "OutProc.Contracts.RemoteWorkerAttribute";
    public const string RemoteWorkerOfAttribute = "OutProc.Contracts.RemoteWorkerAttribute`1";
    public const string RemoteContractAttribute = "OutProc.Contracts.RemoteContractAttribute";
    public const string RemoteExceptionAttribute = "OutProc.Contracts.RemoteExceptionAttribute";
    public const string RemoteExceptionCodec = "OutProc.CompilerServices.IRemoteExceptionCodec";
    public const string SharedItemCodec = "OutProc.CompilerServices.ISharedItemCodec`1";
    public const string RemoteMethodAttribute = "OutProc.Contracts.RemoteMethodAttribute";
    public const string RemoteIgnoreAttribute = "OutProc.Contracts.RemoteIgnoreAttribute";
    public const string RemoteContractOf = "OutProc.Contracts.IRemoteContract`1";
    public const string PayloadFormatterAttribute = "OutProc.CompilerServices.PayloadFormatterAttribute";
    public const string DataContractAttribute = "System.Runtime.Serialization.DataContractAttribute";
    public const string MemoryPackableAttribute = "MemoryPack.MemoryPackableAttribute";
    public const string TrustMemoryPackAttribute = "OutProc.Contracts.TrustMemoryPackAttribute";
    public const string WorkerContext = "OutProc.Contracts.IWorkerContext";
    public const string WorkerLifecycle = "OutProc.Contracts.IWorkerLifecycle";
    public const string WorkerStartupAttribute = "OutProc.Contracts.WorkerStartupAttribute`1";
    public const string WorkerStartup = "OutProc.Contracts.IWorkerStartup";
    public const string SharedResourceOf = "OutProc.Shared.ISharedResource`1";
    public const string SharedHandleOf = "OutProc.Shared.SharedHandle`1";
    public const string RemoteObjectAttribute = "OutProc.Contracts.RemoteObjectAttribute";
    public const string Progress = "System.IProgress`1";
    public const string FromCallerAttribute = "OutProc.Contracts.FromCallerAttribute";
    public const string WorkerRegistrationAttribute = "OutProc.CompilerServices.WorkerRegistrationAttribute`1";
    public const string OutProcWorker = "OutProc.Workers.OutProcWorker";
    public const string Logger = "Microsoft.Extensions.Logging.ILogger";
    public const string LoggerOf = "Microsoft.Extensions.Logging.ILogger`1";
    public const string FromKeyedServicesAttribute = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
    public const string ActivatorUtilitiesConstructorAttribute =
        "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOf = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOf = "System.Threading.Tasks.ValueTask`1";
    public const string AsyncEnumerableOf = "System.Collections.Generic.IAsyncEnumerable`1";
    public const string Disposable = "System.IDisposable";
    public const string AsyncDisposable = "System.IAsyncDisposable";
    public const string ObsoleteAttribute = "System.ObsoleteAttribute";
    public const string ExperimentalAttribute = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";
    public const string SetsRequiredMembersAttribute = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
}
