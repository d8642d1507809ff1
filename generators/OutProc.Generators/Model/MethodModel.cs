using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>How one method travels: from the proxy's member to the worker's method and back.</summary>
internal sealed record MethodModel
{
    /// <summary>Names what is emitted for the method; unique in the worker, also among overloads.</summary>
    public required string Identifier { get; init; }

    /// <summary>The contract method.</summary>
    public required SignatureModel Signature { get; init; }

    /// <summary>The worker's method, for messages.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The worker's method as code.</summary>
    public required string MethodName { get; init; }

    /// <summary>
    /// The class the instance is cast to before the call, or <c>null</c>: C# prefers an applicable method of a derived class to a better
    /// one of its base.
    /// </summary>
    public required string? Receiver { get; init; }

    /// <summary>Whether the worker's method returns a task to await.</summary>
    public required bool IsAsync { get; init; }

    /// <summary>Whether the task is declared as one that may be null.</summary>
    public required bool MayReturnNullTask { get; init; }

    /// <summary>Whether the worker's method takes a token.</summary>
    public required bool TakesToken { get; init; }

    /// <summary>Whether only code that is itself obsolete may call the worker's method.</summary>
    public required bool IsObsolete { get; init; }

    /// <summary>What is sent to the worker.</summary>
    public required EquatableArray<ArgumentModel> Arguments { get; init; }

    /// <summary>What is sent back, or <c>null</c>.</summary>
    public required TypeShape? Result { get; init; }

    /// <summary>The identity on the wire.</summary>
    public required uint Id { get; init; }

    /// <summary>Whether the call may be repeated after a crash.</summary>
    public required bool IsIdempotent { get; init; }

    /// <summary>How long a call may take, in milliseconds; 0 for what the pool says.</summary>
    public required int TimeoutMilliseconds { get; init; }
}
