using OutProc.Shared;

namespace OutProc.Hosting;

/// <summary>What all worker pools of a container have in common.</summary>
public sealed class OutProcOptions
{
    internal OutProcOptions()
    {
    }

    /// <summary>
    /// What the workers of all pools and the host share. Each resource is also a keyed service of the container, under its name:
    /// <c>[FromKeyedServices("log")] SharedLock</c>.
    /// </summary>
    public SharedDeclarations Shared { get; } = new();
}
