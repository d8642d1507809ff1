using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>What the container of an assembly's workers can know.</summary>
/// <param name="HasStartup">Whether the assembly has a <c>[WorkerStartup]</c>, which can register anything.</param>
internal readonly record struct WorkerServices(bool HasStartup)
{
    /// <summary>The namespace of shared resources, which the host declares and every worker inherits.</summary>
    private const string SharedResources = "OutProc.Shared";

    /// <summary>What every worker's container holds.</summary>
    private static readonly string[] s_builtIn =
    [
        KnownTypes.WorkerContext,
        KnownTypes.Logger,
        KnownTypes.LoggerOf,
        "Microsoft.Extensions.Logging.ILoggerFactory",
        "System.IServiceProvider",
        "Microsoft.Extensions.DependencyInjection.IServiceScopeFactory",
        "Microsoft.Extensions.DependencyInjection.IServiceProviderIsService",
        "Microsoft.Extensions.DependencyInjection.IServiceProviderIsKeyedService",
        "System.Collections.Generic.IEnumerable`1",
    ];

    public static WorkerServices Of(Compilation compilation)
        => new(compilation.Assembly.FindAttribute(KnownTypes.WorkerStartupAttribute) is not null);

    /// <summary>Whether a constructor parameter can be given a value.</summary>
    public bool MayKnow(IParameterSymbol parameter)
    {
        ITypeSymbol type = parameter.Type;
        if (parameter.HasExplicitDefaultValue
            || type.TypeKind is TypeKind.Error or TypeKind.TypeParameter
            || parameter.FindAttribute(KnownTypes.FromCallerAttribute) is not null)
        {
            return true;
        }

        if (parameter.FindAttribute(KnownTypes.FromKeyedServicesAttribute) is not null)
        {
            return HasStartup || type.ContainingNamespace?.ToDisplayString() == SharedResources;
        }

        // A container can be made to hold them, but nobody's does.
        bool isPlainValue = type.IsValueType || type.SpecialType == SpecialType.System_String;
        return !isPlainValue && (HasStartup || Array.Exists(s_builtIn, type.Is));
    }
}
