using System.Diagnostics.CodeAnalysis;

namespace OutProc.Contracts;

/// <summary>Names the class that registers the services of all workers declared in this assembly.</summary>
/// <typeparam name="T">Implements <see cref="IWorkerStartup"/> and has a public parameterless constructor.</typeparam>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WorkerStartupAttribute<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T> : WorkerStartupAttribute
{
    internal override IWorkerStartup CreateStartup() => (IWorkerStartup)Activator.CreateInstance<T>()!;
}
