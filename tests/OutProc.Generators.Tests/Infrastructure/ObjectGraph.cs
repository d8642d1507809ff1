using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Tests.Infrastructure;

/// <summary>Looks for objects in the output of a pipeline step that would keep a whole compilation alive.</summary>
internal static class ObjectGraph
{
    /// <summary>The path to the first object of the compiler that can be reached from <paramref name="root"/>, or <c>null</c>.</summary>
    public static string? FindRoslynObject(object? root) => Visit(root, "output", new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static string? Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null)
        {
            return null;
        }

        if (value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or Location or AttributeData or Diagnostic)
        {
            return $"{path} is {value.GetType()}";
        }

        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string or Type || (!type.IsValueType && !seen.Add(value)))
        {
            return null;
        }

        if (value is IEnumerable items)
        {
            int index = 0;
            foreach (object? item in items)
            {
                if (Visit(item, $"{path}[{index++}]", seen) is { } found)
                {
                    return found;
                }
            }
        }

        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            const BindingFlags AllInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (FieldInfo field in declaring.GetFields(AllInstance))
            {
                if (!field.FieldType.IsPointer && Visit(field.GetValue(value), $"{path}.{field.Name}", seen) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
