using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Keeps calls of overloads unambiguous. C# prefers <c>Get(int)</c> to <c>Get(int, int = 0)</c> because it fills in no default; with the
/// token behind both of them, it fills one in for either. The longer one can never be meant by the shorter call, so its default can go.
/// </summary>
internal static class OverloadDefaults
{
    public static void Separate(SortedDictionary<string, ParsedMethod> methods)
    {
        foreach (KeyValuePair<string, ParsedMethod> entry in methods.ToList())
        {
            if (entry.Value.Signature is { } signature && LastHidden(entry.Value, signature, methods.Values) is >= 0 and int last)
            {
                EquatableArray<ParameterModel> parameters = signature.Parameters
                    .Select((parameter, i) => i <= last ? parameter with { DefaultValue = null } : parameter)
                    .ToEquatableArray();
                SignatureModel separate = signature with { Parameters = parameters };
                methods[entry.Key] = entry.Value with
                {
                    Signature = separate,
                    Method = entry.Value.Method is { } call ? call with { Signature = separate } : null,
                };
            }
        }
    }

    /// <summary>The last parameter whose default an overload makes useless, or -1.</summary>
    private static int LastHidden(ParsedMethod method, SignatureModel signature, IEnumerable<ParsedMethod> all)
    {
        int last = -1;
        foreach (ParsedMethod other in all)
        {
            if (other.Signature is { } shorter
                && shorter.Name == signature.Name
                && shorter.Parameters.Count < signature.Parameters.Count
                && signature.Parameters[shorter.Parameters.Count].DefaultValue is not null
                && BeginsWith(method.Symbol, other.Symbol))
            {
                last = Math.Max(last, shorter.Parameters.Count);
            }
        }

        return last;
    }

    private static bool BeginsWith(IMethodSymbol longer, IMethodSymbol shorter)
        => RemoteMethods.SentParametersOf(shorter)
            .Zip(RemoteMethods.SentParametersOf(longer), (one, other) => SymbolEqualityComparer.Default.Equals(one.Type, other.Type))
            .All(isSame => isSame);
}
