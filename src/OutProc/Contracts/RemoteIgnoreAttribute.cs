namespace OutProc.Contracts;

/// <summary>Keeps a public method of a worker class out of its remote contract; it can be called only inside the worker process.</summary>
/// <remarks>Properties, events and static methods are never remote; on those it says that this is known.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event, Inherited = false)]
public sealed class RemoteIgnoreAttribute : Attribute;
