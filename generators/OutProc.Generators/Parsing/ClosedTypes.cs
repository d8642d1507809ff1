using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.Generators.Parsing;

/// <summary>The closed types of a generic worker: what <c>[RemoteWorker(Closed = [typeof(Repo&lt;Foo&gt;)])]</c> lists.</summary>
/// <param name="Types">Those that can be looked at, in their order.</param>
/// <param name="AreSound">Whether the list is; if not, a problem or an error of the compiler says why.</param>
internal sealed record ClosedTypes(IReadOnlyList<INamedTypeSymbol> Types, bool AreSound)
{
    private const string Property = "Closed";

    /// <summary>Whether an attribute lists closed types.</summary>
    public static bool AreGiven(AttributeData attribute) => attribute.NamedElements(Property) is not null;

    /// <summary>Reads the list.</summary>
    public static ClosedTypes Parse(
        INamedTypeSymbol worker, AttributeData attribute, Compilation compilation, ContractProblems problems, CancellationToken cancellationToken)
    {
        ImmutableArray<TypedConstant> elements = attribute.NamedElements(Property) ?? [];
        if (worker.Arity == 0)
        {
            if (AreGiven(attribute))
            {
                problems.Add(DiagnosticIds.NotAWorker, worker.Name, "it is not generic, and so there is nothing that 'Closed' could close");
            }

            return new ClosedTypes([], !AreGiven(attribute));
        }

        if (elements.IsEmpty)
        {
            problems.Add(
                DiagnosticIds.NotAWorker,
                worker.Name,
                "it is generic, and a worker process needs to know for which types; "
                    + $"list them, [RemoteWorker(Closed = [typeof({worker.Name}<...>)])]");
            return new ClosedTypes([], AreSound: false);
        }

        Location[] locations = LocationsOf(attribute, elements.Length, problems.LocationOf(worker), cancellationToken);
        var names = new ContractTypeNames(worker, compilation, cancellationToken);
        var types = new List<INamedTypeSymbol>(elements.Length);
        bool areSound = true;
        for (int i = 0; i < elements.Length; i++)
        {
            var type = elements[i].Value as INamedTypeSymbol;
            if (elements[i].Kind == TypedConstantKind.Error || type is { TypeKind: TypeKind.Error })
            {
                areSound = false;
                continue;
            }

            if (ReasonAgainst(elements[i], type, worker, types) is { } reason)
            {
                problems.Add(DiagnosticIds.NotAWorker, locations[i], worker.Name, $"'Closed' lists {reason}");
                areSound = false;
                continue;
            }

            // What the compiler refuses, a type that it does not know or a constraint that is not met, is its own to report.
            bool isRefused = HasError(type!) || !TypeConstraints.AreMet(type!, compilation);
            areSound &= !isRefused;
            if (!isRefused && names.Display(type!) is null)
            {
                problems.Add(
                    DiagnosticIds.NotAWorker, locations[i], worker.Name, $"'Closed' lists {NameOf(type!)}, which generated code cannot reach");
                areSound = false;
                continue;
            }

            types.Add((INamedTypeSymbol)NotNull(type!, compilation));
        }

        return new ClosedTypes(types, areSound);
    }

    private static string? ReasonAgainst(TypedConstant element, INamedTypeSymbol? type, INamedTypeSymbol worker, List<INamedTypeSymbol> earlier)
    {
        if (element.IsNull)
        {
            return "null";
        }

        if (type is null || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, worker))
        {
            return $"{NameOf((ITypeSymbol)element.Value!)}, which is not one of the types that close '{worker.ToDisplayString(TypeNames.Message)}'";
        }

        if (type.IsUnboundGenericType)
        {
            return $"{NameOf(type)}, which is open: put types between the brackets";
        }

        return earlier.Contains(type, SymbolEqualityComparer.Default) ? $"{NameOf(type)} twice" : null;
    }

    private static string NameOf(ITypeSymbol type) => $"'{type.ToDisplayString(TypeNames.Message)}'";

    private static bool HasError(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HasError(array.ElementType),
        INamedTypeSymbol named => named.TypeKind == TypeKind.Error || named.TypeArguments.Any(HasError),
        _ => type.TypeKind == TypeKind.Error,
    };

    /// <summary>The names of types in emitted code have no nullable annotations; the same type without them is what they mean.</summary>
    private static ITypeSymbol NotNull(ITypeSymbol type, Compilation compilation)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return compilation.CreateArrayTypeSymbol(
                    NotNull(array.ElementType, compilation), array.Rank, AnnotationOf(array.ElementType, array.ElementNullableAnnotation));
            case INamedTypeSymbol { TypeArguments.Length: > 0 } named when !EmittedNames.IsGeneric(named.ContainingType):
                return named.OriginalDefinition.Construct(
                    named.TypeArguments.Select(argument => NotNull(argument, compilation)).ToImmutableArray(),
                    named.TypeArguments.Select((argument, i) => AnnotationOf(argument, named.TypeArgumentNullableAnnotations[i])).ToImmutableArray());
            default:
                return type;
        }
    }

    private static NullableAnnotation AnnotationOf(ITypeSymbol type, NullableAnnotation annotation)
        => type.IsReferenceType ? NullableAnnotation.NotAnnotated : annotation;

    /// <summary>The places of the elements; that of the class where they are not written one by one.</summary>
    private static Location[] LocationsOf(AttributeData attribute, int count, Location otherwise, CancellationToken cancellationToken)
    {
        SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken);
        TypeOfExpressionSyntax[] written = syntax is AttributeSyntax { ArgumentList: { } list }
            ? list.Arguments
                .Where(argument => argument.NameEquals?.Name.Identifier.ValueText == Property)
                .SelectMany(argument => argument.DescendantNodes().OfType<TypeOfExpressionSyntax>())
                .ToArray()
            : [];
        return Enumerable.Range(0, count).Select(i => written.Length == count ? written[i].GetLocation() : otherwise).ToArray();
    }
}
