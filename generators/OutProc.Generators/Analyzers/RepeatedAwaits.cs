using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OutProc.Generators.Analyzers;

/// <summary>Finds where a <c>ValueTask</c> in a local variable is consumed a second time on one path.</summary>
/// <remarks>Cautious: a variable that is assigned again, passed on or captured is left alone.</remarks>
internal static class RepeatedAwaits
{
    /// <summary>The uses behind the first one.</summary>
    /// <param name="local">The variable.</param>
    /// <param name="call">The call that initializes it.</param>
    public static IReadOnlyList<IOperation> Find(ILocalSymbol local, IOperation call)
    {
        IOperation scope = call;
        IOperation? declaration = null;
        while (scope.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            scope = parent;
            declaration ??= scope as IVariableDeclarationGroupOperation;
        }

        var uses = new List<IOperation>();
        foreach (IOperation operation in scope.Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                continue;
            }

            if (!TryGetUse(reference, out IOperation? use) || IsCaptured(reference, scope))
            {
                return [];
            }

            if (use is not null)
            {
                uses.Add(use);
            }
        }

        var repeated = new List<IOperation>();
        for (int i = 0; i < uses.Count; i++)
        {
            bool isRepeated = uses.Take(i).Any(earlier => !AreExclusive(earlier, uses[i])) || IsInLoop(uses[i], declaration);
            if (isRepeated)
            {
                repeated.Add(uses[i]);
            }
        }

        return repeated;
    }

    /// <summary>What consumes the task at a reference; <c>null</c> for a look at it, such as <c>IsCompleted</c>.</summary>
    /// <returns><c>false</c> when the reference does something this analysis does not follow.</returns>
    private static bool TryGetUse(ILocalReferenceOperation reference, out IOperation? use)
    {
        use = null;
        switch (reference.Parent)
        {
            case IAwaitOperation wait:
                use = wait;
                return true;
            case IInvocationOperation { TargetMethod.Name: "AsTask" or "GetAwaiter" or "Preserve" } call when call.Instance == reference:
                use = call;
                return true;
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Parent: IAwaitOperation wait } call
                when call.Instance == reference:
                use = wait;
                return true;
            case IPropertyReferenceOperation property when property.Instance == reference:
                use = property.Property.Name == "Result" ? property : null;
                return true;
            default:
                return false;
        }
    }

    private static bool IsCaptured(IOperation reference, IOperation scope)
    {
        for (IOperation? parent = reference.Parent; parent is not null && parent != scope; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether no path runs both: they are in different branches, or the first one's branch leaves the method or loop.</summary>
    private static bool AreExclusive(IOperation first, IOperation second)
    {
        var around = new HashSet<IOperation>(Ancestors(second));
        IOperation branch = first;
        foreach (IOperation ancestor in Ancestors(first))
        {
            if (around.Contains(ancestor))
            {
                return ancestor switch
                {
                    IConditionalOperation conditional => branch != conditional.Condition && !around.Contains(conditional.Condition),
                    ISwitchOperation or ISwitchExpressionOperation => branch is ISwitchCaseOperation or ISwitchExpressionArmOperation,
                    _ => false,
                };
            }

            if (Leaves(ancestor))
            {
                return true;
            }

            branch = ancestor;
        }

        return false;
    }

    /// <summary>Whether a branch ends by leaving: what follows it is another path.</summary>
    private static bool Leaves(IOperation operation) => operation switch
    {
        IReturnOperation or IThrowOperation => true,
        IBlockOperation
        {
            Parent: IConditionalOperation or ISwitchCaseOperation or ICatchClauseOperation, Operations: { Length: > 0 } statements,
        }
            => statements[statements.Length - 1] is IReturnOperation or IBranchOperation
                || statements[statements.Length - 1] is IExpressionStatementOperation { Operation: IThrowOperation },
        _ => false,
    };

    /// <summary>Whether a use can run again while its variable lives on.</summary>
    private static bool IsInLoop(IOperation use, IOperation? declaration)
    {
        IOperation inner = use;
        foreach (IOperation ancestor in Ancestors(use))
        {
            if (ancestor is ILoopOperation && !ancestor.Descendants().Contains(declaration))
            {
                return !Leaves(inner);
            }

            inner = ancestor;
            if (Leaves(ancestor))
            {
                return false;
            }
        }

        return false;
    }

    private static IEnumerable<IOperation> Ancestors(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            yield return parent;
        }
    }
}
