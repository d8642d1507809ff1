namespace OutProc.Contracts;

/// <summary>Keeps a public method of a worker class out of its remote contract; it can be called only inside the worker process.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RemoteIgnoreAttribute : Attribute;
