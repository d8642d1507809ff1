namespace OutProc.Contracts;

/// <summary>
/// Marks a constructor parameter of a worker with the lifetime <see cref="WorkerLifetime.Session"/>: the caller who opens the session sends
/// its value. All other parameters are services of the worker process.
/// </summary>
/// <remarks>This version knows the attribute and reports workers that use it (OP0316, OP0403); sessions come with a later one.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromCallerAttribute : Attribute;
