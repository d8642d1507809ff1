using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Types without references cross as their raw memory; the runtime knows their size and layout, the generator never computes it.</content>
internal sealed partial class TypeShapeParser
{
    private TypeShape? VisitUnmanaged(INamedTypeSymbol type)
        => !FieldsCanCross(type) ? null : BuiltInTypes.Unmanaged(type, size: null, UnmanagedSchema.Of(type));

    /// <summary>A struct without references can still hold a pointer or handle, which means nothing in another process.</summary>
    private bool FieldsCanCross(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum || type.SpecialType != SpecialType.None || type.IsFrameworkType() && type.TypeArguments.Length == 0)
        {
            return true;
        }

        bool sound = true;
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false } field || field.Type.SpecialType != SpecialType.None)
            {
                continue;
            }

            ISymbol named = field.AssociatedSymbol ?? field;
            _path.Add("." + named.Name);
            ITypeSymbol fieldType = field.IsFixedSizeBuffer ? ((IPointerTypeSymbol)field.Type).PointedAtType : field.Type;
            if (ForbiddenTypes.Find(fieldType) is { } forbidden)
            {
                Refuse(forbidden.Id, fieldType, forbidden.Reason);
                sound = false;
            }
            else if (fieldType is INamedTypeSymbol inner)
            {
                sound &= FieldsCanCross(inner);
            }

            _path.RemoveAt(_path.Count - 1);
        }

        return sound;
    }
}
