using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;

namespace OutProc.Generators.Parsing;

/// <summary>The rules of a method's form, whatever the types in it.</summary>
internal static class MethodRules
{
    /// <summary>Reports what breaks a rule.</summary>
    /// <returns>Whether a contract can have the method at all.</returns>
    public static bool Check(IMethodSymbol method, INamedTypeSymbol owner, ContractProblems problems, CancellationToken cancellationToken)
    {
        string name = $"{owner.Name}.{method.Name}";
        CheckTokens(method, name, problems);
        if (method.IsGenericMethod)
        {
            problems.Add(DiagnosticIds.GenericMethod, problems.LocationOf(method), name);
            return false;
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            problems.Add(DiagnosticIds.ByReference, problems.LocationOfResult(method, cancellationToken), name);
            return false;
        }

        if (method.IsVararg)
        {
            problems.Add(
                DiagnosticIds.CannotCross,
                problems.LocationOf(method),
                $"parameter '__arglist' of '{name}'",
                "__arglist",
                "__arglist",
                "which is not known until run time");
            return false;
        }

        return true;
    }

    private static void CheckTokens(IMethodSymbol method, string name, ContractProblems problems)
    {
        for (int i = 0; i < method.Parameters.Length - 1; i++)
        {
            if (method.Parameters[i].IsToken())
            {
                problems.Add(DiagnosticIds.TokenNotLast, problems.LocationOf(method.Parameters[i]), name);
            }
        }
    }
}
