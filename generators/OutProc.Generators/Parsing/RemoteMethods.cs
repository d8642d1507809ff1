using System.Text;
using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Says which methods of a worker class or a declared contract are remote. The generator and the analyzers share it.</summary>
internal static class RemoteMethods
{
    private static readonly string[] s_localInterfaces = [KnownTypes.Disposable, KnownTypes.AsyncDisposable, KnownTypes.WorkerLifecycle];

    /// <summary>The remote methods of a worker class or of a <c>[RemoteContract]</c> interface.</summary>
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol type)
        => type.TypeKind == TypeKind.Interface ? OfContract(type) : OfWorker(type);

    /// <summary>A contract and the interfaces it extends, without what generated code adds.</summary>
    public static IEnumerable<INamedTypeSymbol> PartsOf(INamedTypeSymbol contract)
    {
        yield return contract;
        foreach (INamedTypeSymbol inherited in contract.AllInterfaces)
        {
            if (!inherited.Is(KnownTypes.RemoteContractOf))
            {
                yield return inherited;
            }
        }
    }

    /// <summary>Whether an ordinary method of a contract is remote: one with a body runs in the caller's process.</summary>
    public static bool IsRemote(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsAbstract: true }
            && !IsDisposal(method)
            && method.FindAttribute(KnownTypes.RemoteIgnoreAttribute) is null;

    /// <summary>Whether a method is that of <c>IDisposable</c> or <c>IAsyncDisposable</c>.</summary>
    public static bool IsDisposal(IMethodSymbol method)
        => method.ContainingType.Is(KnownTypes.Disposable) || method.ContainingType.Is(KnownTypes.AsyncDisposable);

    private static IEnumerable<IMethodSymbol> OfContract(INamedTypeSymbol contract)
    {
        foreach (INamedTypeSymbol part in PartsOf(contract))
        {
            foreach (ISymbol member in part.GetMembers())
            {
                if (member is IMethodSymbol method && IsRemote(method))
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>The remote methods of a worker and its base classes: an override once, a hidden method not at all.</summary>
    private static IEnumerable<IMethodSymbol> OfWorker(INamedTypeSymbol worker)
    {
        HashSet<string> seen = LocalMethods(worker);
        for (INamedTypeSymbol? type = worker; type is not null && !IsFramework(type); type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, IsImplicitlyDeclared: false } method
                    && method.DeclaredAccessibility == Accessibility.Public
                    && seen.Add(SignatureOf(method))
                    && method.FirstDeclaration().ContainingType.SpecialType != SpecialType.System_Object
                    && method.FindAttribute(KnownTypes.RemoteIgnoreAttribute) is null)
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>The parameters whose values are sent: all but cancellation tokens, which travel as cancellation.</summary>
    public static IEnumerable<IParameterSymbol> SentParametersOf(IMethodSymbol method)
        => method.Parameters.Where(parameter => !parameter.IsToken());

    /// <summary>Name and parameter types: what tells overloads apart.</summary>
    private static string SignatureOf(IMethodSymbol method)
    {
        StringBuilder signature = new StringBuilder(method.Name).Append('`').Append(method.Arity);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            signature.Append(parameter.RefKind == RefKind.None ? ',' : '&').Append(parameter.Type.ToDisplayString(TypeNames.Code));
        }

        return signature.ToString();
    }

    /// <summary>The methods that the worker's own process calls.</summary>
    private static HashSet<string> LocalMethods(INamedTypeSymbol worker)
    {
        var local = new HashSet<string>(StringComparer.Ordinal);
        foreach (INamedTypeSymbol type in worker.AllInterfaces)
        {
            if (!Array.Exists(s_localInterfaces, type.Is))
            {
                continue;
            }

            foreach (ISymbol member in type.GetMembers())
            {
                if (worker.FindImplementationForInterfaceMember(member) is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                {
                    local.Add(SignatureOf(method));
                }
            }
        }

        return local;
    }

    private static bool IsFramework(INamedTypeSymbol type) => type.SpecialType == SpecialType.System_Object || type.IsFrameworkType();
}
