namespace OutProc.Contracts;

/// <summary>
/// Marks an interface whose objects are passed by reference: they stay where they are, and calls on them travel back. Allowed only as a
/// parameter or result of a remote method, never inside data.
/// </summary>
/// <remarks>This version knows the attribute and reports contracts that use it (OP0101); calls that travel back come with a later one.</remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class RemoteObjectAttribute : Attribute;
