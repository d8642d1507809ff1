using System.Runtime.ExceptionServices;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>Carries a worker's exceptions to the host.</summary>
/// <remarks>
/// Exceptions travel as text. Well-known types are made again by the factories of <see cref="RemoteExceptionTable"/>; for all others there
/// is <see cref="RemoteInvocationException"/>. A name that came over the wire is looked up in that table and shown, and used for nothing else.
/// </remarks>
internal static partial class RemoteErrors
{
    /// <summary>Encodes an exception, cut to what one message may hold. Never throws.</summary>
    public static PayloadBuffer Encode(Exception error, PayloadOptions options)
    {
        RemoteErrorMessage message = RemoteErrorBuilder.Build(error);
        PayloadBuffer buffer = MessageCodec.Encode(message);
        if (buffer.Length <= options.MaxMessageBytes)
        {
            return buffer;
        }

        buffer.Dispose();
        return MessageCodec.Encode(RemoteErrorBuilder.Shrink(message, options.MaxMessageBytes));
    }

    /// <summary>Rebuilds an exception of a worker. Never throws: bytes that are no error become a <see cref="PayloadException"/>.</summary>
    /// <param name="payload">What <see cref="Encode"/> wrote.</param>
    /// <param name="worker">The worker's name.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="timedOut">The exception of the call's own time limit if that has passed, else <c>null</c>.</param>
    /// <param name="cancelled">The caller's token if it was cancelled, else <c>default</c>.</param>
    public static Exception Decode(
        ReadOnlySpan<byte> payload, string worker, string method, Exception? timedOut, CancellationToken cancelled)
    {
        try
        {
            return ToException(MessageCodec.Decode<RemoteErrorMessage>(payload), worker, method, timedOut, cancelled);
        }
        catch (ProtocolViolationException e)
        {
            return new PayloadException($"{method} failed in worker {worker}, but its exception cannot be read: {e.Message}.")
            {
                Worker = worker,
                Method = method,
            };
        }
    }

    /// <summary>Rebuilds an exception of a worker.</summary>
    /// <param name="message">The exception as text.</param>
    /// <param name="worker">The worker's name, or <c>null</c>.</param>
    /// <param name="method">The method's name, or <c>null</c> when no call was running.</param>
    /// <param name="timedOut">The exception of the call's own time limit if that has passed, else <c>null</c>.</param>
    /// <param name="cancelled">The caller's token if it was cancelled, else <c>default</c>.</param>
    public static Exception ToException(
        RemoteErrorMessage message, string? worker, string? method, Exception? timedOut = null, CancellationToken cancelled = default)
    {
        // When nobody cancelled this call it must not end as cancelled: some token inside the worker was meant, and that is a fault.
        Exception error = !message.IsCancellation ? Create(message, worker, method)
            : cancelled.IsCancellationRequested
                ? new RemoteCanceledException($"The call of {method} was cancelled.", workerKilled: false, cancelled)
                : timedOut ?? Complete(CreateUnknown(message, CreateInner(message, worker, method), worker, method), message);
        string origin = method is null ? $"   --- in worker {worker} ---" : $"   --- in worker {worker} while running {method} ---";
        SetStack(error, message.StackTrace is { Length: > 0 } stack ? stack + Environment.NewLine + origin : origin);
        return error;
    }

    private static Exception Create(RemoteErrorMessage message, string? worker, string? method)
    {
        Exception[] inner = CreateInner(message, worker, method);
        Exception? error = null;
        try
        {
            error = RemoteExceptionTable.Create(message, inner) ?? RemoteExceptionCodecs.Create(message, RemoteExceptionTable.Single(inner));
        }
        catch (Exception)
        {
            // The arguments of a constructor came over the wire, and it may be the user's: fall through to the type that takes anything.
        }

        return Complete(error ?? CreateUnknown(message, inner, worker, method), message);
    }

    private static Exception Complete(Exception error, RemoteErrorMessage message)
    {
        error.HResult = message.HResult;
        foreach ((string key, string? value) in message.Data)
        {
            error.Data[key] = value;
        }

        return error;
    }

    private static RemoteInvocationException CreateUnknown(RemoteErrorMessage message, Exception[] inner, string? worker, string? method)
        => new(message.TypeName, message.Message, RemoteExceptionTable.Single(inner))
        {
            RemoteStackTrace = message.StackTrace,
            Worker = worker,
            Method = method,
        };

    private static Exception[] CreateInner(RemoteErrorMessage message, string? worker, string? method)
    {
        var inner = new Exception[message.Inner.Count];
        for (int i = 0; i < inner.Length; i++)
        {
            inner[i] = Rebuild(message.Inner[i], worker, method);
        }

        return inner;
    }

    /// <summary>Makes an exception that is part of another one, or of data: nobody throws it, so it can be a cancellation like any other
    /// type.</summary>
    private static Exception Rebuild(RemoteErrorMessage message, string? worker, string? method)
    {
        Exception error = Create(message, worker, method);
        SetStack(error, message.StackTrace);
        return error;
    }

    private static void SetStack(Exception error, string? stack)
    {
        if (!string.IsNullOrEmpty(stack))
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(error, stack);
        }
    }
}
