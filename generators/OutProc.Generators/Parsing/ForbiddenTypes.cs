using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;

namespace OutProc.Generators.Parsing;

/// <summary>The types that mean something only inside the process that made them, and which diagnostic says so.</summary>
internal static class ForbiddenTypes
{
    private const string Handle = "a handle or pointer valid only in this process";
    private const string Execution = "part of this process's execution state; await it first or pass a CancellationToken as a parameter";
    private const string Provider = "and service providers and scopes do not cross processes; resolve the service in the worker";
    private const string InProcessLock = "an in-process lock, which no other process would see";
    private const string Reflection = "and reflection objects are not sent; send a name or an enum";
    private const string Query = "a query that would run here; send its results with .ToArray()";
    private const string Streamed = "which is sent item by item, and this version sends whole values only; use a list";
    private const string Thrown = "and exceptions are thrown, not sent as data; send what the receiver needs to know";

    /// <summary>A type that is one of these, or derives from or implements one, is refused.</summary>
    private static readonly Dictionary<string, (string Id, string Reason)> s_families = new(StringComparer.Ordinal)
    {
        ["System.Delegate"] = (DiagnosticIds.CodeCannotCross, ""),
        ["System.Linq.Expressions.Expression"] = (DiagnosticIds.CodeCannotCross, ""),

        ["System.IO.Stream"] = (DiagnosticIds.OpenStream, ""),
        ["System.IO.TextReader"] = (DiagnosticIds.OpenStream, ""),
        ["System.IO.TextWriter"] = (DiagnosticIds.OpenStream, ""),
        ["System.IO.BinaryReader"] = (DiagnosticIds.OpenStream, ""),
        ["System.IO.BinaryWriter"] = (DiagnosticIds.OpenStream, ""),
        ["System.IO.Pipelines.PipeReader"] = (DiagnosticIds.OpenStream, ""),
        ["System.IO.Pipelines.PipeWriter"] = (DiagnosticIds.OpenStream, ""),
        ["System.IO.Pipelines.Pipe"] = (DiagnosticIds.OpenStream, ""),
        ["System.IO.Pipelines.IDuplexPipe"] = (DiagnosticIds.OpenStream, ""),

        ["Microsoft.Extensions.Logging.ILogger"] = (DiagnosticIds.Logger, ""),
        ["Microsoft.Extensions.Logging.ILoggerFactory"] = (DiagnosticIds.Logger, ""),
        ["Microsoft.Extensions.Logging.ILoggerProvider"] = (DiagnosticIds.Logger, ""),

        ["System.Net.Sockets.Socket"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Net.Sockets.TcpClient"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Net.Sockets.TcpListener"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Net.Sockets.UdpClient"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Net.Http.HttpMessageInvoker"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Net.Http.HttpMessageHandler"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Net.WebSockets.WebSocket"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Data.IDbConnection"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Data.IDbCommand"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Data.IDbTransaction"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Data.Common.DbDataSource"] = (DiagnosticIds.LiveConnection, ""),
        ["Microsoft.EntityFrameworkCore.DbContext"] = (DiagnosticIds.LiveConnection, ""),
        ["System.Diagnostics.Process"] = (DiagnosticIds.LiveConnection, ""),

        ["System.Runtime.InteropServices.SafeHandle"] = (DiagnosticIds.CannotCross, Handle),
        ["System.Runtime.InteropServices.CriticalHandle"] = (DiagnosticIds.CannotCross, Handle),
        ["System.Runtime.InteropServices.GCHandle"] = (DiagnosticIds.CannotCross, Handle),
        ["System.IntPtr"] = (DiagnosticIds.CannotCross, Handle),
        ["System.UIntPtr"] = (DiagnosticIds.CannotCross, Handle),
        ["System.RuntimeTypeHandle"] = (DiagnosticIds.CannotCross, Handle),
        ["System.RuntimeMethodHandle"] = (DiagnosticIds.CannotCross, Handle),
        ["System.RuntimeFieldHandle"] = (DiagnosticIds.CannotCross, Handle),

        ["System.Threading.Tasks.Task"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.Tasks.ValueTask"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.Tasks.ValueTask`1"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.Tasks.TaskCompletionSource"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.Tasks.TaskCompletionSource`1"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.Tasks.TaskScheduler"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.Thread"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.CancellationToken"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.CancellationTokenSource"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.CancellationTokenRegistration"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.Timer"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.ITimer"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.PeriodicTimer"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Timers.Timer"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.SynchronizationContext"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.ExecutionContext"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.AsyncLocal`1"] = (DiagnosticIds.CannotCross, Execution),
        ["System.Threading.ThreadLocal`1"] = (DiagnosticIds.CannotCross, Execution),
        ["System.IAsyncResult"] = (DiagnosticIds.CannotCross, Execution),

        ["System.IServiceProvider"] = (DiagnosticIds.CannotCross, Provider),
        ["Microsoft.Extensions.DependencyInjection.IServiceScope"] = (DiagnosticIds.CannotCross, Provider),
        ["Microsoft.Extensions.DependencyInjection.IServiceScopeFactory"] = (DiagnosticIds.CannotCross, Provider),

        ["System.Threading.WaitHandle"] = (DiagnosticIds.CannotCross, InProcessLock),
        ["System.Threading.Lock"] = (DiagnosticIds.CannotCross, InProcessLock),
        ["System.Threading.SemaphoreSlim"] = (DiagnosticIds.CannotCross, InProcessLock),
        ["System.Threading.ReaderWriterLock"] = (DiagnosticIds.CannotCross, InProcessLock),
        ["System.Threading.ReaderWriterLockSlim"] = (DiagnosticIds.CannotCross, InProcessLock),
        ["System.Threading.ManualResetEventSlim"] = (DiagnosticIds.CannotCross, InProcessLock),
        ["System.Threading.CountdownEvent"] = (DiagnosticIds.CannotCross, InProcessLock),
        ["System.Threading.Barrier"] = (DiagnosticIds.CannotCross, InProcessLock),
        ["System.Threading.SpinLock"] = (DiagnosticIds.CannotCross, InProcessLock),

        ["System.Reflection.MemberInfo"] = (DiagnosticIds.CannotCross, Reflection),
        ["System.Reflection.Assembly"] = (DiagnosticIds.CannotCross, Reflection),
        ["System.Reflection.Module"] = (DiagnosticIds.CannotCross, Reflection),
        ["System.Reflection.ParameterInfo"] = (DiagnosticIds.CannotCross, Reflection),

        ["System.Linq.IQueryable"] = (DiagnosticIds.CannotCross, Query),
        ["System.Linq.ParallelQuery"] = (DiagnosticIds.CannotCross, Query),
        ["System.Collections.Generic.IAsyncEnumerable`1"] = (DiagnosticIds.CannotCross, Streamed),
        ["System.IProgress`1"] = (DiagnosticIds.CannotCross, Streamed),
        ["System.Exception"] = (DiagnosticIds.CannotCross, Thrown),
    };

    /// <summary>Why a type may never cross, or <c>null</c> when nothing is known against it.</summary>
    public static (string Id, string Reason)? Find(ITypeSymbol type)
    {
        switch (type)
        {
            case IPointerTypeSymbol or IFunctionPointerTypeSymbol:
                return (DiagnosticIds.CannotCross, Handle);
            case IDynamicTypeSymbol or { SpecialType: SpecialType.System_Object }:
                return (DiagnosticIds.CannotCross, "which can hold anything; name the type that is sent");
            case { IsRefLikeType: true }:
                return (DiagnosticIds.CannotCross, "a ref struct, which cannot leave the stack; use ReadOnlyMemory<T> or an array");
            case { TypeKind: TypeKind.Delegate }:
                return (DiagnosticIds.CodeCannotCross, "");
            case not INamedTypeSymbol:
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
}
