namespace OutProc.Contracts;

/// <summary>
/// Marks a <c>partial</c> interface as a contract of its own: clients need only the assembly that declares it, not the worker's. The generator
/// adds the proxy beside it; a class serves it with <see cref="RemoteWorkerAttribute{TContract}"/>.
/// </summary>
/// <remarks>
/// Methods return <c>Task</c>, <c>Task&lt;T&gt;</c>, <c>ValueTask</c>, <c>ValueTask&lt;T&gt;</c> or <c>IAsyncEnumerable&lt;T&gt;</c>, and should end
/// with a <c>CancellationToken</c>. Methods of inherited interfaces belong to the contract. Methods that have a body run in the caller's process.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class RemoteContractAttribute : Attribute;
