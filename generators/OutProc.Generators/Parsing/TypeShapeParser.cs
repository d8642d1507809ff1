using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Decides how a type crosses, or why it cannot. The only code that walks types: the generator and the analyzer share it.
/// </summary>
/// <remarks>For one thread. The shapes it returns hold no symbols.</remarks>
internal sealed partial class TypeShapeParser
{
    /// <summary>A generic type that contains itself with ever larger arguments would never end.</summary>
    private const int MaxGenericNesting = 16;

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly SortedDictionary<string, FormatterShape> _formatters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FormatterShape?> _reached = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sound = new(StringComparer.Ordinal);
    private readonly List<ShapeProblem> _problems = [];
    private readonly List<ShapeProblem> _unmanaged = [];
    private readonly List<string> _path = [];
    private readonly List<ISymbol> _members = [];

    public TypeShapeParser(Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _cancellationToken = cancellationToken;
        _unions = new UnionRules(compilation, cancellationToken);
    }

    /// <summary>The formatters that the accepted types need, by name.</summary>
    public EquatableArray<FormatterShape> Formatters => _formatters.Values.ToEquatableArray();

    /// <summary>What is wrong with the type that was parsed last.</summary>
    public IReadOnlyList<ShapeProblem> Problems => _problems;

    /// <summary>The structs of the last parse that cross as their memory, which matters to those who keep contracts compatible.</summary>
    public IReadOnlyList<ShapeProblem> UnmanagedStructs => _unmanaged;

    /// <summary>The first type of the last parse that the compiler does not know, at least not before generators have run.</summary>
    public ShapeProblem? Unknown { get; private set; }

    /// <summary>Parses the type of a parameter or result.</summary>
    /// <param name="type">The type.</param>
    /// <param name="root">The parameter's name, the first step of the paths of problems.</param>
    /// <returns><c>null</c> when the type cannot cross; <see cref="Problems"/> says why, unless the compiler already does.</returns>
    public TypeShape? Parse(ITypeSymbol type, string root = "value")
    {
        _reached.Clear();
        _problems.Clear();
        _unmanaged.Clear();
        _warnings.Clear();
        _open.Clear();
        _path.Clear();
        _members.Clear();
        Unknown = null;
        _path.Add(root);

        TypeShape? shape = Visit(type);
        if (shape is null || Unknown is not null || _problems.Count > 0)
        {
            return null;
        }

        foreach (FormatterShape? formatter in _reached.Values)
        {
            _formatters[formatter!.FullName] = formatter;
            if (_unmanaged.Count == 0)
            {
                _sound.Add(formatter.FullName);
            }
        }

        return shape;
    }

    private TypeShape? Visit(ITypeSymbol type)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (type.TypeKind == TypeKind.Error)
        {
            Unknown ??= new ShapeProblem(
                DiagnosticIds.CannotCross, string.Concat(_path), type.ToDisplayString(TypeNames.Message), "", Member: null);
            return null;
        }

        if (BuiltInTypes.IsException(type))
        {
            Warn(DiagnosticIds.ExceptionAsData, type, "");
            return BuiltInTypes.Exception(type);
        }

        // Before what may never cross: some of them are streams of items, or memory, of this process too.
        if (SharedTypes.IsResource(type))
        {
            return SharedTypes.ShapeOf(type);
        }

        if (type.Is(KnownTypes.SharedHandleOf))
        {
            return SharedTypes.ShapeOfHandle((INamedTypeSymbol)type)
                ?? Refuse(type, "which holds no handle that can be handed over; a SharedHandle is one of SafeFileHandle or of Socket");
        }

        if (ForbiddenTypes.Find(type) is { } forbidden)
        {
            return Refuse(forbidden.Id, type, forbidden.Reason);
        }

        if (type.TypeKind == TypeKind.Interface && type.FindAttribute(KnownTypes.RemoteObjectAttribute) is not null)
        {
            return _path.Count > 1
                ? Refuse(DiagnosticIds.RemoteObjectAsData, type, "")
                : Refuse(type, "a [RemoteObject], on which calls would travel back; this version sends data only");
        }

        if (BuiltInTypes.Find(type) is { } builtIn)
        {
            return builtIn;
        }

        return type switch
        {
            IArrayTypeSymbol array => VisitArray(array),
            INamedTypeSymbol named when NestingOf(named) > MaxGenericNesting
                => Refuse(type, "a generic type that contains itself with ever larger arguments"),
            INamedTypeSymbol named when !IsAccessible(named)
                => Refuse(type, "which generated code cannot access; make it internal or public"),
            INamedTypeSymbol named when IsUseAnError(named) && named.FindAttribute(KnownTypes.ExperimentalAttribute) is null
                => Refuse(type, "obsolete as an error, so that no code can name it"),
            INamedTypeSymbol named => VisitNamed(named),
            // Only of a generic worker or contract, which is reported as such.
            ITypeParameterSymbol => null,
            _ => Refuse(type, "which is not known until run time"),
        };
    }

    private TypeShape? VisitNamed(INamedTypeSymbol type)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return VisitNullable(type);
        }

        if (type.IsUnmanaged())
        {
            return VisitUnmanaged(type);
        }

        if (type.IsTupleType)
        {
            return VisitTuple(type, hasHeader: false);
        }

        string definition = TypeNames.Metadata(type.OriginalDefinition);
        if (CollectionForms.TryFindSequence(definition, out CollectionForm form))
        {
            return VisitSequence(type, form);
        }

        if (CollectionForms.TryFindMap(definition, out form))
        {
            return VisitMap(type, form);
        }

        if (MemoryPackRules.IsCollection(type))
        {
            return VisitOwnCollection(type);
        }

        return definition switch
        {
            "System.Collections.Generic.KeyValuePair`2" => VisitPair(type),
            "System.Linq.IGrouping`2" => VisitGrouping(type),
            "System.Lazy`1" => VisitLazy(type),
            _ when definition.StartsWith("System.Tuple`", StringComparison.Ordinal) => VisitTuple(type, hasHeader: true),
            _ => VisitDeclared(type),
        };
    }

    private TypeShape? Visit(ISymbol member, ITypeSymbol type)
    {
        _members.Add(member);
        TypeShape? shape = Visit(type, "." + member.Name);
        _members.RemoveAt(_members.Count - 1);
        return shape;
    }

    private TypeShape? Visit(ITypeSymbol type, string step)
    {
        _path.Add(step);
        TypeShape? shape = Visit(type);
        _path.RemoveAt(_path.Count - 1);
        return shape;
    }

    private TypeShape? Refuse(ITypeSymbol type, string reason) => Refuse(DiagnosticIds.CannotCross, type, reason);

    private TypeShape? Refuse(string id, ITypeSymbol type, string reason)
    {
        ISymbol? member = _members.Count == 0 ? null : _members[_members.Count - 1];
        _problems.Add(new ShapeProblem(id, string.Concat(_path), type.ToDisplayString(TypeNames.Message), reason, member));
        return null;
    }

    private bool IsAccessible(ISymbol symbol) => _compilation.IsSymbolAccessibleWithin(symbol, _compilation.Assembly);

    /// <summary>The shape of a value whose formatter is <paramref name="formatter"/>, finished or not.</summary>
    private static TypeShape ShapeOf(FormatterName formatter, ITypeSymbol type, string minSize, string schema)
        => new(
            type.ToDisplayString(TypeNames.FullyQualified),
            type.ToDisplayString(TypeNames.Code),
            TypeShapeKind.Formatter,
            formatter.FullName,
            formatter.FullName,
            type.IsReferenceType,
            minSize,
            schema,
            new EquatableArray<string>([formatter.FullName]));

    /// <summary>
    /// Whether there is nothing more to learn of a type: it was reached in this walk, or in an earlier one that found nothing to tell. The methods of a
    /// worker mostly speak of the same types.
    /// </summary>
    private bool IsKnown(FormatterName name) => _reached.ContainsKey(name.FullName) || _sound.Contains(name.FullName);

    private void Reach(FormatterShape formatter) => _reached[formatter.FullName] = formatter;

    private static int NestingOf(INamedTypeSymbol type)
    {
        int deepest = 0;
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            ITypeSymbol inner = argument;
            while (inner is IArrayTypeSymbol array)
            {
                inner = array.ElementType;
            }

            if (inner is INamedTypeSymbol named)
            {
                deepest = Math.Max(deepest, NestingOf(named) + 1);
            }
        }

        return deepest;
    }
}
