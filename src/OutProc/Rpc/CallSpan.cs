using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>The span of a call's run in the worker, a child of the caller's.</summary>
internal static class CallSpan
{
    /// <summary>Reads the caller's span, which stands before the arguments, and starts one that becomes the current one of the method's flow.</summary>
    /// <returns><c>null</c> when nobody listens in this process.</returns>
    public static Activity? Start(WorkerDescriptor? contract, int method, ref PayloadReader reader)
    {
        ActivityContext caller = reader.ReadUnmanaged<TraceContext>().ToActivityContext();
        return contract is null ? null : OutProcTracing.StartRun(contract.ContractName, contract.MethodTable[method].Name, caller);
    }

    public static void End(Activity? span, Exception? error)
    {
        if (span is not null)
        {
            OutProcTracing.End(span, error);
        }
    }
}
