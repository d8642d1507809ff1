using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;

namespace OutProc.Generators.Parsing;

/// <summary>The types that mean something only inside the process that made them, and which diagnostic says so.</summary>
internal static class ForbiddenTypes
{
    private const string Streamed = "which is sent item by item, and this version sends whole values only; use a list";
    private const string DerivedException
        = "and what arrives may be another type of exception; declare it as Exception, or send a record of what the receiver needs";

    /// <summary>A type that is one of these, or derives from or implements one, is refused.</summary>
    private static readonly Dictionary<string, (string Id, string Reason)> s_families = Table(
        (DiagnosticIds.CodeCannotCross, "", "System.Delegate System.Linq.Expressions.Expression"),
        (DiagnosticIds.OpenStream, "", """
            System.IO.Stream System.IO.TextReader System.IO.TextWriter System.IO.BinaryReader System.IO.BinaryWriter
            System.IO.Pipelines.Pipe System.IO.Pipelines.PipeReader System.IO.Pipelines.PipeWriter System.IO.Pipelines.IDuplexPipe
            """),
        (DiagnosticIds.Logger, "", """
            Microsoft.Extensions.Logging.ILogger Microsoft.Extensions.Logging.ILoggerFactory Microsoft.Extensions.Logging.ILoggerProvider
            """),
        (DiagnosticIds.LiveConnection, "", """
            System.Net.Sockets.Socket System.Net.Sockets.TcpClient System.Net.Sockets.TcpListener System.Net.Sockets.UdpClient
            System.Net.Http.HttpMessageInvoker System.Net.Http.HttpMessageHandler System.Net.WebSockets.WebSocket
            System.Data.IDbConnection System.Data.IDbCommand System.Data.IDbTransaction System.Data.Common.DbDataSource
            Microsoft.EntityFrameworkCore.DbContext System.Diagnostics.Process
            """),
        (DiagnosticIds.Handle, "", """
            System.Runtime.InteropServices.SafeHandle System.Runtime.InteropServices.CriticalHandle System.Runtime.InteropServices.GCHandle
            System.IntPtr System.UIntPtr System.RuntimeTypeHandle System.RuntimeMethodHandle System.RuntimeFieldHandle
            """),
        (DiagnosticIds.ExecutionState, "", """
            System.Threading.Tasks.Task System.Threading.Tasks.ValueTask System.Threading.Tasks.ValueTask`1
            System.Threading.Tasks.TaskCompletionSource System.Threading.Tasks.TaskCompletionSource`1 System.Threading.Tasks.TaskScheduler
            System.Threading.Thread System.Threading.CancellationToken System.Threading.CancellationTokenSource
            System.Threading.CancellationTokenRegistration System.Threading.Timer System.Threading.ITimer System.Threading.PeriodicTimer
            System.Timers.Timer System.Threading.SynchronizationContext System.Threading.ExecutionContext System.Threading.AsyncLocal`1
            System.Threading.ThreadLocal`1 System.IAsyncResult
            """),
        (DiagnosticIds.ServiceProvider, "", """
            System.IServiceProvider Microsoft.Extensions.DependencyInjection.IServiceScope
            Microsoft.Extensions.DependencyInjection.IServiceScopeFactory Microsoft.Extensions.DependencyInjection.IServiceCollection
            """),
        (DiagnosticIds.InProcessLock, "", """
            System.Threading.WaitHandle System.Threading.Lock System.Threading.SemaphoreSlim System.Threading.ReaderWriterLock
            System.Threading.ReaderWriterLockSlim System.Threading.ManualResetEventSlim System.Threading.CountdownEvent
            System.Threading.Barrier System.Threading.SpinLock
            """),
        (DiagnosticIds.Reflection, "", """
            System.Reflection.MemberInfo System.Reflection.Assembly System.Reflection.Module System.Reflection.ParameterInfo
            """),
        (DiagnosticIds.Query, "", "System.Linq.IQueryable System.Linq.ParallelQuery"),
        (DiagnosticIds.CannotCross, Streamed, "System.Collections.Generic.IAsyncEnumerable`1 System.IProgress`1"),
        (DiagnosticIds.CannotCross, DerivedException, "System.Exception"));

    /// <summary>Why a type may never cross, or <c>null</c> when nothing is known against it.</summary>
    public static (string Id, string Reason)? Find(ITypeSymbol type)
    {
        switch (type)
        {
            case IPointerTypeSymbol or IFunctionPointerTypeSymbol:
                return (DiagnosticIds.Handle, "");
            case IDynamicTypeSymbol or { SpecialType: SpecialType.System_Object }:
                return (DiagnosticIds.NoKnownCases, "which can hold anything; name the type that is sent");
            case { IsRefLikeType: true } or { SpecialType: SpecialType.System_TypedReference }:
                return (DiagnosticIds.RefStruct, "");
            case { TypeKind: TypeKind.Delegate }:
                return (DiagnosticIds.CodeCannotCross, "");
            case not INamedTypeSymbol:
            case not null when BuiltInTypes.IsException(type):
                return null;
        }

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (s_families.TryGetValue(TypeNames.Metadata(current.OriginalDefinition), out (string Id, string Reason) found))
            {
                return found;
            }
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (s_families.TryGetValue(TypeNames.Metadata(implemented.OriginalDefinition), out (string Id, string Reason) found))
            {
                return found;
            }
        }

        return null;
    }

    private static Dictionary<string, (string Id, string Reason)> Table(params (string Id, string Reason, string Names)[] families)
    {
        var table = new Dictionary<string, (string Id, string Reason)>(StringComparer.Ordinal);
        foreach ((string id, string reason, string names) in families)
        {
            foreach (string name in names.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                table.Add(name.Trim(), (id, reason));
            }
        }

        return table;
    }
}
