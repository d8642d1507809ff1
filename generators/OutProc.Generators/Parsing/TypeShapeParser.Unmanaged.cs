using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>
/// Types without references cross as their raw memory; the runtime knows their size and layout, the generator never computes it.
/// </content>
internal sealed partial class TypeShapeParser
{
    private TypeShape? VisitUnmanaged(INamedTypeSymbol type)
    {
        if (MemoryPackRules.Apply(type) && MemoryPackChecks.FindBrokenUnmanaged(type) is { } broken)
        {
            return Refuse(type, broken);
        }

        if (type.TypeKind == TypeKind.Struct && !type.IsFrameworkType())
        {
            _unmanaged.Add(new ShapeProblem(
                DiagnosticIds.UnmanagedInBaseline, string.Concat(_path), type.ToDisplayString(TypeNames.Message), "", Member: null));
        }

        return FieldsCanCross(type) ? BuiltInTypes.Unmanaged(type, size: null, UnmanagedSchema.Of(type), MemoryOf(type)) : null;
    }

    /// <summary>A struct without references can still hold a pointer or handle, which means nothing in another process.</summary>
    private bool FieldsCanCross(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum || type.SpecialType != SpecialType.None)
        {
            return true;
        }

        bool sound = true;
        if (type.IsFrameworkType())
        {
            for (int i = 0; i < type.TypeArguments.Length; i++)
            {
                string name = type.IsTupleType && i < 7 ? NameOfItem(type, i, "Item") : type.TypeParameters[i].Name;
                sound &= FieldCanCross(type.TypeArguments[i], name);
            }

            return sound;
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field)
            {
                ITypeSymbol fieldType = field.IsFixedSizeBuffer ? ((IPointerTypeSymbol)field.Type).PointedAtType : field.Type;
                ISymbol declared = field.AssociatedSymbol ?? field;
                _members.Add(declared);
                sound &= FieldCanCross(fieldType, declared.Name);
                _members.RemoveAt(_members.Count - 1);
            }
        }

        return sound;
    }

    private bool FieldCanCross(ITypeSymbol type, string name)
    {
        _path.Add("." + name);
        bool sound = ForbiddenTypes.Find(type) is { } forbidden
            ? Refuse(forbidden.Id, type, forbidden.Reason) is not null
            : type is not INamedTypeSymbol named || FieldsCanCross(named);
        _path.RemoveAt(_path.Count - 1);
        return sound;
    }
}
