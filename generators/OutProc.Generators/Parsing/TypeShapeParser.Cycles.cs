using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>What can be sent, and yet deserves a warning.</content>
internal sealed partial class TypeShapeParser
{
    private readonly List<ShapeProblem> _warnings = [];
    private readonly List<OpenType> _open = [];

    /// <summary>What to warn of in the type that was parsed last.</summary>
    public IReadOnlyList<ShapeProblem> Warnings => _warnings;

    /// <summary>Begins the walk over an object's members.</summary>
    private void Open(FormatterName name, INamedTypeSymbol type, ObjectLayout layout) => _open.Add(new OpenType(name, type, layout));

    private void Close() => _open.RemoveAt(_open.Count - 1);

    /// <summary>Notes which member of the innermost open object is walked next.</summary>
    private void Enter(ISymbol member, ITypeSymbol type)
        => _open[_open.Count - 1] = _open[_open.Count - 1] with { CanChange = MutableTypes.CanChange(member, type) };

    /// <summary>
    /// Warns when a type leads back to itself: an object can come to contain itself if one of the members on the way can be changed after
    /// its object was created. Objects that are written as references may.
    /// </summary>
    private void CheckCycle(FormatterName name)
    {
        int start = _open.FindLastIndex(open => open.Name == name);
        if (start < 0)
        {
            return;
        }

        bool canChange = false;
        for (int i = start; i < _open.Count; i++)
        {
            canChange |= _open[i].CanChange;
            if (_open[i].Layout == ObjectLayout.CircularReference)
            {
                return;
            }
        }

        if (canChange)
        {
            Warn(DiagnosticIds.Cycle, _open[start].Type, "");
        }
    }

    private void WarnOfLostState(INamedTypeSymbol type, List<DataMember> members, IMethodSymbol? constructor)
    {
        foreach (ISymbol lost in PrivateState.FindLost(type, members, constructor, _cancellationToken))
        {
            WarnOfLost(lost);
        }
    }

    private void WarnOfLost(ISymbol lost)
    {
        _path.Add("." + lost.Name);
        _members.Add(lost);
        Warn(DiagnosticIds.PrivateState, TypeOf(lost), lost.ContainingType.ToDisplayString(TypeNames.Message));
        _members.RemoveAt(_members.Count - 1);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Warn(string id, ITypeSymbol type, string reason)
    {
        ISymbol? member = _members.Count == 0 ? null : _members[_members.Count - 1];
        _warnings.Add(new ShapeProblem(id, string.Concat(_path), type.ToDisplayString(TypeNames.Message), reason, member));
    }

    /// <summary>An object whose members are being walked.</summary>
    /// <param name="Name">Its formatter.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Layout">Its layout.</param>
    private sealed record OpenType(FormatterName Name, INamedTypeSymbol Type, ObjectLayout Layout)
    {
        /// <summary>Whether the member that is walked can be changed after the object was created.</summary>
        public bool CanChange { get; init; }
    }
}
