using System.Text;
using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Says which methods of a worker class are remote. The generator and the analyzers share it.</summary>
internal static class RemoteMethods
{
    private static readonly string[] s_localInterfaces = [KnownTypes.Disposable, KnownTypes.AsyncDisposable, KnownTypes.WorkerLifecycle];

    /// <summary>The remote methods of a worker and its base classes: an override once, a hidden method not at all.</summary>
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol worker)
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
