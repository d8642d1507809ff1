using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>How a worker instance is created.</summary>
/// <param name="IsKnown">Whether the constructor could be read; else the container is left to find it.</param>
/// <param name="NeedsContainer">Whether anything must come from a container.</param>
/// <param name="Arguments">The constructor's arguments.</param>
internal sealed record ActivationModel(bool IsKnown, bool NeedsContainer, EquatableArray<InjectionModel> Arguments);
