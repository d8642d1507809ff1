using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Parses one remote method into its contract method and, when everything in it can cross, into what is sent.</summary>
/// <remarks>The owner is a worker class, or a <c>[RemoteContract]</c> interface, whose methods are the contract methods themselves.</remarks>
internal sealed class MethodParser(
    INamedTypeSymbol owner, Compilation compilation, TypeShapeParser shapes, ContractProblems problems, CancellationToken cancellationToken)
{
    private const string TokenName = "cancellationToken";

    private readonly ContractTypeNames _names = new(owner, compilation, cancellationToken);

    /// <summary>The contract method and what is sent; each <c>null</c> when it cannot be said in C# or cannot cross.</summary>
    public ParsedMethod Parse(IMethodSymbol method)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReturnShape returns = ReturnShape.Of(method);
        List<IParameterSymbol> sent = RemoteMethods.SentParametersOf(method).ToList();
        string key = KeyOf(method, sent);
        if (!MethodRules.Check(method, owner, problems, cancellationToken))
        {
            return new ParsedMethod(method, key, Signature: null, Method: null);
        }

        if (IsDeclared && !returns.IsTask && !returns.IsStream)
        {
            problems.Add(DiagnosticIds.NotAsync, problems.LocationOfResult(method, cancellationToken), $"{owner.Name}.{method.Name}");
            return new ParsedMethod(method, key, Signature: null, Method: null);
        }

        // Parameter by parameter, also behind the first problem: the user sees all of them in one build.
        TypeShape?[] arguments = [.. sent.Select(parameter => ParseArgument(method, parameter))];
        TypeShape? result = returns.Result is null ? null : ParseResult(method, returns.Result);
        bool crosses = Array.IndexOf(arguments, null) < 0 && (returns.Result is null || result is not null);
        SignatureModel? signature = ParseSignature(method, returns, sent);
        return new ParsedMethod(
            method, key, signature, crosses && signature is not null ? ParseCall(method, returns, sent, signature, arguments, result) : null);
    }

    private TypeShape? ParseArgument(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
        {
            problems.Add(DiagnosticIds.ByReference, problems.LocationOf(parameter), $"{owner.Name}.{method.Name}");
            return null;
        }

        // With two of a kind, what is wrong is that there are two.
        bool isStream = parameter.Type.Is(KnownTypes.Progress) || parameter.Type.Is(KnownTypes.AsyncEnumerableOf);
        if (isStream && method.Parameters.Any(MethodRules.IsRepeatedStream))
        {
            return null;
        }

        TypeShape? shape = shapes.Parse(parameter.Type, parameter.Name);
        problems.AddAll(
            shapes, $"parameter '{parameter.Name}' of '{owner.Name}.{method.Name}'", problems.LocationOf(parameter));
        return shape;
    }

    private TypeShape? ParseResult(IMethodSymbol method, ITypeSymbol type)
    {
        TypeShape? shape = shapes.Parse(type, "result");
        problems.AddAll(
            shapes, $"the result of '{owner.Name}.{method.Name}'", problems.LocationOfResult(method, cancellationToken));
        return shape;
    }

    /// <summary>The identity on the wire.</summary>
    public static uint IdOf(IMethodSymbol method, string key)
        => method.FindAttribute(KnownTypes.RemoteMethodAttribute)?.Named("Id") is uint id and not 0 ? id : StableHash.Fnv1a32(key);

    /// <summary>The name of the contract method.</summary>
    private static string NameOf(IMethodSymbol method)
    {
        if (method.FindAttribute(KnownTypes.RemoteMethodAttribute)?.Named("Name") is string name && SyntaxFacts.IsValidIdentifier(name))
        {
            return name;
        }

        return method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name : method.Name + "Async";
    }

    /// <summary>Tells contract methods apart, orders them, and is what ids are hashed from.</summary>
    public static string KeyOf(IMethodSymbol method, IEnumerable<IParameterSymbol> sent)
        => $"{NameOf(method)}({string.Join(",", sent.Select(parameter => parameter.Type.ToDisplayString(TypeNames.Schema)))})";

    private SignatureModel? ParseSignature(IMethodSymbol method, ReturnShape returns, List<IParameterSymbol> sent)
    {
        string returnType = "global::" + KnownTypes.ValueTask;
        if (returns.Result is { } result)
        {
            if (!ContractTypeNames.CanBeTypeArgument(result) || _names.Display(result) is not { } resultName)
            {
                return null;
            }

            returnType = returns.IsStream ? resultName : $"{returnType}<{resultName}>";
        }

        var parameters = new List<ParameterModel>(sent.Count);
        foreach (IParameterSymbol parameter in sent)
        {
            if (parameter.RefKind != RefKind.None || _names.Display(parameter.Type) is not { } type)
            {
                return null;
            }

            parameters.Add(new ParameterModel(
                type, Identifiers.Escape(parameter.Name), DefaultValues.Of(parameter), CarriedAttributes.Of(parameter)));
        }

        if (IsDeclared)
        {
            return OfDeclared(method, parameters);
        }

        RemoveLeadingDefaults(parameters);
        string tokenName = new NameScope(sent.Select(parameter => parameter.Name)).Take(TokenName);
        return new SignatureModel
        {
            Name = Identifiers.Escape(NameOf(method)),
            ReturnType = returnType,
            Parameters = parameters.ToEquatableArray(),
            TokenName = tokenName,
            Documentation = DocumentationParser.OfMethod(method, sent, tokenName, cancellationToken),
            Attributes = CarriedAttributes.Of(method),
        };
    }

    /// <summary>The method as its author wrote it; the documentation and attributes stand there too.</summary>
    private SignatureModel OfDeclared(IMethodSymbol method, List<ParameterModel> parameters) => new()
    {
        Name = Identifiers.Escape(method.Name),
        ReturnType = method.ReturnType.ToDisplayString(TypeNames.FullyQualified),
        ReturnsTask = method.ReturnType.Is(KnownTypes.Task) || method.ReturnType.Is(KnownTypes.TaskOf),
        DeclaringType = SymbolEqualityComparer.Default.Equals(method.ContainingType, owner)
            ? null
            : method.ContainingType.ToDisplayString(TypeNames.FullyQualified),
        Parameters = parameters.ToEquatableArray(),
        TokenName = method.Parameters.LastOrDefault() is { } last && last.IsToken() ? Identifiers.Escape(last.Name) : null,
        Documentation = [],
        Attributes = [],
    };

    private bool IsDeclared => owner.TypeKind == TypeKind.Interface;

    /// <summary>C# wants optional parameters last; attributes can make others.</summary>
    private static void RemoveLeadingDefaults(List<ParameterModel> parameters)
    {
        int lastRequired = parameters.FindLastIndex(parameter => parameter.DefaultValue is null);
        for (int i = 0; i < lastRequired; i++)
        {
            parameters[i] = parameters[i] with { DefaultValue = null };
        }
    }

    private MethodModel ParseCall(
        IMethodSymbol method,
        ReturnShape returns,
        List<IParameterSymbol> sent,
        SignatureModel signature,
        TypeShape?[] shapesOfArguments,
        TypeShape? result)
    {
        var locals = new NameScope([.. method.Parameters.Select(parameter => parameter.Name), signature.TokenName ?? TokenName, .. ReservedNames.Locals]);
        var fields = new NameScope(ReservedNames.Members);
        var arguments = new List<ArgumentModel>(sent.Count);
        for (int i = 0; i < sent.Count; i++)
        {
            string name = sent[i].Name;
            string local = Array.IndexOf(ReservedNames.Locals, name) < 0 ? name : locals.Take(name);
            string field = fields.Take(Identifiers.Pascal(name));
            arguments.Add(new ArgumentModel(name, Identifiers.Escape(local), Identifiers.Escape(field), shapesOfArguments[i]!));
        }

        AttributeData? attribute = method.FindAttribute(KnownTypes.RemoteMethodAttribute);
        INamedTypeSymbol declaring = method.FirstDeclaration().ContainingType;
        return new MethodModel
        {
            Identifier = IdentifierOf(method),
            Signature = signature,
            DisplayName = method.Name,
            MethodName = Identifiers.Escape(method.Name),
            Receiver = SymbolEqualityComparer.Default.Equals(declaring, owner) ? null : declaring.ToDisplayString(TypeNames.Code),
            IsAsync = returns.IsTask,
            MayReturnNullTask = returns.IsTask && method.ReturnType.NullableAnnotation == NullableAnnotation.Annotated,
            TakesToken = sent.Count < method.Parameters.Length,
            IsObsolete = method.FindAttribute(KnownTypes.ObsoleteAttribute) is not null,
            Arguments = arguments.ToEquatableArray(),
            Result = result,
            Id = IdOf(method, KeyOf(method, sent)),
            IsIdempotent = attribute?.Named("Idempotent") is true,
            TimeoutMilliseconds = attribute?.Named("TimeoutMs") as int? ?? 0,
        };
    }

    /// <summary>What emitted types are called after the method; made unique later, when all methods are known.</summary>
    private static string IdentifierOf(IMethodSymbol method)
    {
        const string Suffix = "Async";
        string name = method.Name.Length > Suffix.Length && method.Name.EndsWith(Suffix, StringComparison.Ordinal)
            ? method.Name.Substring(0, method.Name.Length - Suffix.Length)
            : method.Name;
        return Identifiers.Pascal(name);
    }
}
