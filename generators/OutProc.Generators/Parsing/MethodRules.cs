using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
        CheckName(method, owner, problems);
        CheckTokens(method, name, problems);
        CheckStreams(method, name, problems);
        CheckOneWay(method, owner, problems, cancellationToken);
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

    /// <summary>
    /// Whether a parameter is a stream of values that an earlier one is too: nothing would tell which of them a value is for.
    /// </summary>
    public static bool IsRepeatedStream(IParameterSymbol parameter)
    {
        foreach (IParameterSymbol earlier in ((IMethodSymbol)parameter.ContainingSymbol).Parameters.Take(parameter.Ordinal))
        {
            bool isProgress = parameter.Type.Is(KnownTypes.Progress) && earlier.Type.Is(KnownTypes.Progress);
            bool isStream = parameter.Type.Is(KnownTypes.AsyncEnumerableOf) && earlier.Type.Is(KnownTypes.AsyncEnumerableOf);
            if (isProgress || (isStream && string.Equals(parameter.Name, earlier.Name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name that an attribute asks for is silently another one when it cannot be a name.</summary>
    private static void CheckName(IMethodSymbol method, INamedTypeSymbol owner, ContractProblems problems)
    {
        if (method.FindAttribute(KnownTypes.RemoteMethodAttribute)?.Named("Name") is string name && !SyntaxFacts.IsValidIdentifier(name))
        {
            problems.Add(
                DiagnosticIds.NotAWorker,
                problems.LocationOf(method),
                owner.Name,
                $"'{name}' cannot be the name of its contract method '{method.Name}'");
        }
    }

    private static void CheckStreams(IMethodSymbol method, string name, ContractProblems problems)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (IsRepeatedStream(parameter))
            {
                problems.Add(DiagnosticIds.SeveralProgress, problems.LocationOf(parameter), name);
            }
        }
    }

    private static void CheckOneWay(
        IMethodSymbol method, INamedTypeSymbol owner, ContractProblems problems, CancellationToken cancellationToken)
    {
        if (method.FindAttribute(KnownTypes.RemoteMethodAttribute)?.Named("OneWay") is not true)
        {
            return;
        }

        if (ReturnShape.Of(method).Result is not null)
        {
            problems.Add(DiagnosticIds.OneWayResult, problems.LocationOfResult(method, cancellationToken), $"{owner.Name}.{method.Name}");
        }
        else
        {
            problems.Add(
                DiagnosticIds.NotAWorker,
                problems.LocationOf(method),
                owner.Name,
                $"its method '{method.Name}' is OneWay, and this version waits for the end of every call");
        }
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
