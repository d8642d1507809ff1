using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content><c>[MemoryPackable]</c> types whose form is code: delegated to MemoryPack where it is trusted, refused elsewhere.</content>
internal sealed partial class TypeShapeParser
{
    private const string Remedy = "; add [assembly: TrustMemoryPack], or remove it";
    private const string Compressed =
        "Brotli compression, and nothing bounds what a few compressed bytes expand to; send the value as it is";

    private bool? _isTrusted;

    private bool IsTrusted => _isTrusted ??= _compilation.Assembly.FindAttribute(KnownTypes.TrustMemoryPackAttribute) is not null;

    private static bool UsesForeign(INamedTypeSymbol type)
        => MemoryPackRules.FindForeign(type) is not null || MemoryPackRules.Select(type).Exists(
            member => MemoryPackFormatters.IsCompressed(member.Symbol) || MemoryPackFormatters.FindForeign(member.Symbol) is not null);

    private TypeShape? VisitForeign(INamedTypeSymbol type, FormatterName name, TypeShape shape)
    {
        if ((MemoryPackChecks.AgainstDeclaration(type) ?? MemoryPackChecks.AgainstCallbacks(type)) is { } broken)
        {
            return Refuse(type, broken);
        }

        int known = _problems.Count;
        if (!IsTrusted && MemoryPackRules.FindForeign(type) is { } feature)
        {
            Refuse(DiagnosticIds.ForeignSerializer, type, feature + Remedy);
        }

        foreach (DataMember member in MemoryPackRules.Select(type))
        {
            if (MemoryPackFormatters.IsCompressed(member.Symbol))
            {
                RefuseMember(member, Compressed, DiagnosticIds.ForeignSerializer);
            }
            else if (!IsTrusted && MemoryPackFormatters.FindForeign(member.Symbol) is { } formatter)
            {
                RefuseMember(member, formatter + Remedy, DiagnosticIds.ForeignSerializer);
            }
        }

        if (_problems.Count > known)
        {
            return null;
        }

        Reach(new DelegatedShape(name.Namespace, name.Name, shape.TypeName, type.IsReferenceType, shape.Schema));
        return shape;
    }
}
