namespace OutProc.Generators.Model;

/// <summary>Where a constructor argument comes from.</summary>
internal enum InjectionKind
{
    /// <summary>The worker's logger.</summary>
    Logger,

    /// <summary>The worker's context.</summary>
    Context,

    /// <summary>A service that must be there.</summary>
    Required,

    /// <summary>A service, or the parameter's default value.</summary>
    Optional,

    /// <summary>A keyed service that must be there.</summary>
    RequiredKeyed,

    /// <summary>A keyed service, or the parameter's default value.</summary>
    OptionalKeyed,

    /// <summary>A shared resource that must be there.</summary>
    RequiredShared,

    /// <summary>A shared resource, or the parameter's default value.</summary>
    OptionalShared,

    /// <summary>The parameter's default value: no container holds values of its type.</summary>
    Default,
}
