using System.Globalization;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Parses an exception class marked <c>[RemoteException]</c>: what it adds to its base, and how it is made again.</summary>
/// <remarks>The message and the inner exception travel as those of every exception do; only the properties the type adds are its own.</remarks>
internal static class RemoteExceptionParser
{
    private const string Message = "message";
    private const string IgnoreDataMember = "System.Runtime.Serialization.IgnoreDataMemberAttribute";

    private static readonly string[] s_inner = ["innerException", "inner"];

    /// <summary>The model of a sound type; none for one with problems, which <see cref="FindProblems"/> tells.</summary>
    public static ExceptionModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        Compilation compilation = context.SemanticModel.Compilation;
        return context.TargetSymbol is INamedTypeSymbol type && compilation.GetTypeByMetadataName(KnownTypes.RemoteExceptionCodec) is not null
            ? Parse(type, compilation, new ContractProblems(type, type.Locations[0]), cancellationToken)
            : null;
    }

    /// <summary>What keeps the type from crossing as itself.</summary>
    public static IReadOnlyList<ContractProblem> FindProblems(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var problems = new ContractProblems(type, type.Locations[0]);
        Parse(type, compilation, problems, cancellationToken);
        return problems.Found;
    }

    private static ExceptionModel? Parse(
        INamedTypeSymbol type, Compilation compilation, ContractProblems problems, CancellationToken cancellationToken)
    {
        string subject = $"exception '{type.Name}'";
        if (ReasonAgainst(type) is { } reason)
        {
            problems.Add(DiagnosticIds.CannotCross, subject, type.Name, type.ToDisplayString(TypeNames.Message), reason);
            return null;
        }

        List<IPropertySymbol> properties = PropertiesOf(type);
        if (ChooseConstructor(type, properties, compilation) is not { } constructor)
        {
            problems.Add(
                DiagnosticIds.CannotCross,
                subject,
                type.Name,
                type.ToDisplayString(TypeNames.Message),
                "and no constructor can rebuild it from 'message', 'innerException' and its own properties");
            return null;
        }

        var shapes = new TypeShapeParser(compilation, cancellationToken);
        var members = new List<ExceptionMember>(properties.Count);
        foreach (IPropertySymbol property in properties)
        {
            bool isGiven = constructor.Parameters.Any(parameter => IsFor(parameter, property));
            bool isSet = property.SetMethod is { } setter && compilation.IsSymbolAccessibleWithin(setter, compilation.Assembly);
            Location location = problems.LocationOf(property);
            string subjectOfProperty = $"property '{property.Name}' of {subject}";
            if (!isGiven && !isSet)
            {
                problems.Add(
                    DiagnosticIds.CannotCross,
                    location,
                    subjectOfProperty,
                    property.Name,
                    property.Type.ToDisplayString(TypeNames.Message),
                    $"and no setter or constructor parameter of '{type.Name}' restores it; give it one, or mark it [IgnoreDataMember]");
                continue;
            }

            TypeShape? shape = shapes.Parse(property.Type, property.Name);
            problems.AddAll(shapes, subjectOfProperty, location);
            if (shape is not null)
            {
                string number = members.Count.ToString(CultureInfo.InvariantCulture);
                members.Add(new ExceptionMember(
                    Identifiers.Escape(property.Name), !isGiven, new ArgumentModel(property.Name, "value" + number, "Value" + number, shape)));
            }
        }

        if (problems.Withholds || members.Count < properties.Count)
        {
            return null;
        }

        string name = TypeNames.Metadata(type);
        return new ExceptionModel
        {
            HintName = EmittedNames.HintPrefixOf(type) + ".Exception.g.cs",
            EmittedNamespace = EmittedNames.EmittedNamespaceOf(EmittedNames.NamespaceOf(type)),
            Stem = $"{type.Name}_{StableHash.Fnv1a32(name).ToString("x8", CultureInfo.InvariantCulture)}",
            TypeName = type.ToDisplayString(TypeNames.FullyQualified).TrimEnd('?'),
            Members = members.ToEquatableArray(),
            ConstructorArguments = constructor.Parameters.Select(parameter => ArgumentOf(parameter, properties)).ToEquatableArray(),
            Formatters = shapes.Formatters,
        };
    }

    private static string? ReasonAgainst(INamedTypeSymbol type)
        => !DerivesFromException(type) ? "which is no exception"
            : EmittedNames.IsGeneric(type) ? "a generic type; only closed types have a name on the wire"
            : type.IsAbstract ? "an abstract class, of which there are no objects"
            : EmittedNames.AccessibilityOf(type) == Accessibility.NotApplicable ? "which generated code cannot access; make it internal or public"
            : null;

    private static bool DerivesFromException(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (BuiltInTypes.IsException(parent))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The properties that the type and its bases add to exceptions of the runtime, outermost base last.</summary>
    private static List<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        var found = new List<IPropertySymbol>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? level = type; level is not null && !IsOfTheRuntime(level); level = level.BaseType)
        {
            foreach (IPropertySymbol property in level.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { IsStatic: false, IsIndexer: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
                    && (property.SetMethod is not null || DataMemberRules.IsAutoProperty(property))
                    && property.FindAttribute(IgnoreDataMember) is null
                    && names.Add(property.Name))
                {
                    found.Add(property);
                }
            }
        }

        return found;
    }

    private static bool IsOfTheRuntime(INamedTypeSymbol type)
    {
        INamespaceSymbol space = type.ContainingNamespace;
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space.Name == "System";
    }

    /// <summary>The accessible constructor that takes most of what is known of the exception, and nothing else.</summary>
    private static IMethodSymbol? ChooseConstructor(INamedTypeSymbol type, List<IPropertySymbol> properties, Compilation compilation)
        => type.InstanceConstructors
            .Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly)
                && constructor.Parameters.All(parameter => IsMessage(parameter)
                    || IsInner(parameter)
                    || properties.Exists(property => IsFor(parameter, property))))
            .OrderByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

    private static bool IsMessage(IParameterSymbol parameter)
        => parameter.Type.SpecialType == SpecialType.System_String && string.Equals(parameter.Name, Message, StringComparison.OrdinalIgnoreCase);

    private static bool IsInner(IParameterSymbol parameter)
        => BuiltInTypes.IsException(parameter.Type) && s_inner.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase);

    private static bool IsFor(IParameterSymbol parameter, IPropertySymbol property)
        => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)
            && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type);

    private static string ArgumentOf(IParameterSymbol parameter, List<IPropertySymbol> properties)
    {
        int index = properties.FindIndex(property => IsFor(parameter, property));
        return index >= 0 ? "data.Value" + index.ToString(CultureInfo.InvariantCulture)
            : IsMessage(parameter) ? "message"
            : "innerException!";
    }
}
