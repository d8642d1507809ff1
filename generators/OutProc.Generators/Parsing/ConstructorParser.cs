using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Reads how a worker instance is created from what its process offers.</summary>
internal static class ConstructorParser
{
    /// <summary>How <paramref name="worker"/> is created, or <c>null</c> when there is no constructor to choose.</summary>
    public static ActivationModel? Parse(
        INamedTypeSymbol worker, AttributeData attribute, Compilation compilation, ContractProblems problems)
    {
        if (Choose(worker, problems) is not { } constructor)
        {
            return null;
        }

        if (NeedsInitializer(worker, constructor))
        {
            problems.Add(DiagnosticIds.NotAWorker, worker.Name, "it has required members, which nobody could set");
            return null;
        }

        var services = WorkerServices.Of(compilation);
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (parameter.FindAttribute(KnownTypes.FromCallerAttribute) is not null && !IsSession(attribute))
            {
                problems.Add(DiagnosticIds.FromCallerWithoutSession, problems.LocationOf(parameter), parameter.Name, worker.Name);
            }
            else if (!CanBeArgument(parameter))
            {
                problems.Add(DiagnosticIds.UnknownService, problems.LocationOf(parameter), parameter.Name, worker.Name);
            }
            else if (!services.MayKnow(parameter))
            {
                // Code can be emitted for it: a registration that nobody can foresee may be there at run time.
                problems.AddTolerable(DiagnosticIds.UnknownService, problems.LocationOf(parameter), parameter.Name, worker.Name);
            }
        }

        if (!constructor.Parameters.All(CanBeArgument))
        {
            return null;
        }

        // The parameter's type is made by a generator, this one or another; only the container will know it.
        if (constructor.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error))
        {
            return new ActivationModel(IsKnown: false, NeedsContainer: true, []);
        }

        List<InjectionModel> arguments = constructor.Parameters.Select(parameter => Parse(worker, parameter)).ToList();
        bool needsContainer = arguments.Exists(
            argument => argument.Kind is InjectionKind.Required or InjectionKind.Optional or InjectionKind.RequiredKeyed or InjectionKind.OptionalKeyed);
        return new ActivationModel(IsKnown: true, needsContainer, arguments.ToEquatableArray());
    }

    /// <summary>Whether a worker has an instance for each session.</summary>
    public static bool IsSession(AttributeData attribute) => attribute.Named("Lifetime") is 1;

    private static IMethodSymbol? Choose(INamedTypeSymbol worker, ContractProblems problems)
    {
        List<IMethodSymbol> constructors = worker.InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public)
            .ToList();
        if (constructors.Count == 0)
        {
            problems.Add(DiagnosticIds.NotAWorker, worker.Name, "it has no public constructor");
            return null;
        }

        if (constructors.Count > 1)
        {
            constructors.RemoveAll(constructor => constructor.FindAttribute(KnownTypes.ActivatorUtilitiesConstructorAttribute) is null);
        }

        if (constructors.Count == 1)
        {
            return constructors[0];
        }

        problems.Add(DiagnosticIds.SeveralConstructors, worker.Name);
        return null;
    }

    private static bool CanBeArgument(IParameterSymbol parameter)
        => parameter.RefKind == RefKind.None
            && parameter.Type is not (IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            && !parameter.Type.IsRefLikeType
            && (parameter.HasExplicitDefaultValue || parameter.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T);

    /// <summary>Whether <c>new</c> would have to set <c>required</c> members, whose values nobody could know.</summary>
    private static bool NeedsInitializer(INamedTypeSymbol worker, IMethodSymbol constructor)
    {
        if (constructor.FindAttribute(KnownTypes.SetsRequiredMembersAttribute) is not null)
        {
            return false;
        }

        for (INamedTypeSymbol? type = worker; type is not null; type = type.BaseType)
        {
            if (type.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }

        return false;
    }

    private static InjectionModel Parse(INamedTypeSymbol worker, IParameterSymbol parameter)
    {
        ITypeSymbol type = parameter.Type;
        if (type.Is(KnownTypes.WorkerContext))
        {
            return new InjectionModel(InjectionKind.Context, "");
        }

        string? defaultValue = DefaultValues.Of(parameter);
        if (parameter.FindAttribute(KnownTypes.FromKeyedServicesAttribute) is { } keyed
            && keyed.ConstructorArguments.Length == 1
            && KeyOf(keyed.ConstructorArguments[0]) is { } keyCode)
        {
            bool isRequired = defaultValue is null || type.IsValueType;
            InjectionKind kind = SharedTypes.IsResource(type) && keyed.ConstructorArguments[0].Value is string
                ? isRequired ? InjectionKind.RequiredShared : InjectionKind.OptionalShared
                : isRequired ? InjectionKind.RequiredKeyed : InjectionKind.OptionalKeyed;
            return new InjectionModel(kind, CodeOf(type), keyCode, defaultValue);
        }

        if (type.Is(KnownTypes.LoggerOf))
        {
            return new InjectionModel(InjectionKind.Logger, CodeOf(((INamedTypeSymbol)type).TypeArguments[0]));
        }

        if (type.Is(KnownTypes.Logger))
        {
            return new InjectionModel(InjectionKind.Logger, CodeOf(worker));
        }

        if (defaultValue is null)
        {
            return new InjectionModel(InjectionKind.Required, CodeOf(type));
        }

        return type.IsValueType || type.SpecialType == SpecialType.System_String
            ? new InjectionModel(InjectionKind.Default, CodeOf(type), DefaultValue: defaultValue)
            : new InjectionModel(InjectionKind.Optional, CodeOf(type), DefaultValue: defaultValue);
    }

    private static string CodeOf(ITypeSymbol type) => type.ToDisplayString(TypeNames.Code);

    private static string? KeyOf(TypedConstant key) => key.Kind switch
    {
        _ when key.IsNull => null,
        TypedConstantKind.Primitive => DefaultValues.Literal(key.Value!) is { } literal ? CastOf(key.Value!) + literal : null,
        TypedConstantKind.Enum => DefaultValues.OfEnum((INamedTypeSymbol)key.Type!, key.Value!),
        TypedConstantKind.Type => $"typeof({CodeOf((ITypeSymbol)key.Value!)})",
        _ => null,
    };

    /// <summary>Keys are compared as objects: a small integer must keep its type.</summary>
    private static string CastOf(object value) => value switch
    {
        byte => "(byte)",
        sbyte => "(sbyte)",
        short => "(short)",
        ushort => "(ushort)",
        _ => "",
    };
}
