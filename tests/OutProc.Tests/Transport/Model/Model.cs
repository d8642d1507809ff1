namespace OutProc.Tests.Transport.Model;

/// <summary>A concurrent protocol as threads that take atomic steps. What is one step here must be one atomic operation, or touch no shared word, in the product.</summary>
internal abstract class Model
{
    public abstract ModelState Initial { get; }

    public abstract int Threads { get; }

    /// <summary>The states that one step of a thread leads to: none when it is blocked or has ended, several when it may choose.</summary>
    public abstract IEnumerable<ModelState> Step(ModelState state, int thread);

    /// <summary>What must hold in every state.</summary>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public abstract string? CheckAlways(ModelState state);

    /// <summary>What must hold where no thread can take a step: everything that was asked for has happened.</summary>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public abstract string? CheckAtRest(ModelState state);
}
