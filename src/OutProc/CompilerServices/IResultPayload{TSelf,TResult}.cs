using System.ComponentModel;

namespace OutProc.CompilerServices;

/// <summary>The result of one method, as one payload. Implemented by emitted structs.</summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
/// <typeparam name="TResult">The type the contract method returns.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IResultPayload<TSelf, TResult> : IPayload<TSelf>
    where TSelf : struct, IResultPayload<TSelf, TResult>
{
    /// <summary>The result.</summary>
    TResult Value { get; }
}
