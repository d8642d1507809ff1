namespace OutProc.Contracts;

/// <summary>
/// Marks an exception class that keeps its type across the process boundary: a worker throws it, and the caller catches it, with the properties
/// that the class adds. The exceptions of the runtime need no mark; all others arrive as <see cref="RemoteInvocationException"/>.
/// </summary>
/// <remarks>
/// The class is made again by a constructor that takes <c>message</c>, <c>innerException</c> and properties of its own, in any order and as many
/// of them as it likes; public properties with a setter are set afterwards. The assembly that declares it runs the generator, and both processes
/// have it. Its code runs in the caller's process, on values that came from the worker.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RemoteExceptionAttribute : Attribute;
