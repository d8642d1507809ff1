using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OutProc.Generators.Parsing;

/// <summary>Finds what already has the name of a contract that is to be emitted, or of a method in it.</summary>
/// <remarks>What is emitted is there too when an analyzer asks; it is told apart by the name of its file.</remarks>
internal sealed class ContractNameOwner(INamedTypeSymbol worker, ContractName name, string hintName, CancellationToken cancellationToken)
{
    /// <summary>The type that has the name, or the worker that was there first; <c>null</c> when the name is free.</summary>
    public ISymbol? Find() => HandWritten().FirstOrDefault(type => !CanHaveEmittedPart(type)) ?? (ISymbol?)EarlierWorker();

    /// <summary>The methods that the user added to the emitted contract, by the keys of contract methods.</summary>
    public IReadOnlyDictionary<string, IMethodSymbol> DeclaredMethods()
    {
        var methods = new Dictionary<string, IMethodSymbol>(StringComparer.Ordinal);
        foreach (IMethodSymbol method in HandWritten().SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>())
        {
            bool isOwn = method is { MethodKind: MethodKind.Ordinary, Arity: 0 } && method.DeclaringSyntaxReferences.All(IsHandWritten);
            if (isOwn && method.Parameters.LastOrDefault() is { } last && last.IsToken())
            {
                IEnumerable<string> types = method.Parameters
                    .Take(method.Parameters.Length - 1)
                    .Select(parameter => parameter.Type.ToDisplayString(TypeNames.Schema));
                methods[$"{method.Name}({string.Join(",", types)})"] = method;
            }
        }

        return methods;
    }

    private IEnumerable<INamedTypeSymbol> HandWritten()
        => worker.ContainingNamespace
            .GetTypeMembers(name.Name, name.Arity)
            .Where(type => type.DeclaringSyntaxReferences.Any(IsHandWritten));

    private bool IsHandWritten(SyntaxReference reference) => !reference.SyntaxTree.FilePath.EndsWith(hintName, StringComparison.Ordinal);

    /// <summary>Whether an emitted part can be added: it is a partial interface, as visible as the worker, and no contract by itself.</summary>
    private bool CanHaveEmittedPart(INamedTypeSymbol type)
    {
        bool isPublic = EmittedNames.AccessibilityOf(worker) == Accessibility.Public;
        SyntaxKind visible = isPublic ? SyntaxKind.PublicKeyword : SyntaxKind.InternalKeyword;
        return !WorkerContracts.IsContract(type) && HasNamesOf(type.TypeParameters) && type.DeclaringSyntaxReferences
            .Where(IsHandWritten)
            .Select(reference => reference.GetSyntax(cancellationToken))
            .All(declaration => declaration is InterfaceDeclarationSyntax part
                && part.Modifiers.Any(SyntaxKind.PartialKeyword)
                && part.Modifiers.All(modifier => modifier.IsKind(visible) || !IsAccessibility(modifier.Kind())));
    }

    /// <summary>All parts of a generic type must call its parameters the same.</summary>
    private bool HasNamesOf(ImmutableArray<ITypeParameterSymbol> parameters)
        => parameters.Select(parameter => parameter.Name).SequenceEqual(worker.TypeParameters.Select(parameter => parameter.Name));

    private static bool IsAccessibility(SyntaxKind kind)
        => kind is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword
            or SyntaxKind.FileKeyword;

    /// <summary>Contracts are emitted beside the worker's outermost class, so two workers of different classes can want one name.</summary>
    private INamedTypeSymbol? EarlierWorker()
    {
        var types = new Stack<INamedTypeSymbol>(worker.ContainingNamespace.GetTypeMembers());
        while (types.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            INamedTypeSymbol type = types.Pop();
            if (type.TypeKind == TypeKind.Class
                && type.FindAttribute(KnownTypes.RemoteWorkerAttribute) is { } attribute
                && ContractName.Of(type, attribute) == name
                && WorkerContracts.HasEmittedContract(type)
                && SourceOrder.IsAfter(worker, type))
            {
                return type;
            }

            foreach (INamedTypeSymbol inner in type.GetTypeMembers())
            {
                types.Push(inner);
            }
        }

        return null;
    }
}
