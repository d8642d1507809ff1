using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AssemblyScan.Scanning;

/// <summary>One pass over the metadata of one image.</summary>
internal sealed class MetadataScan(PEReader image)
{
    private const int LargestTypes = 10;

    private readonly MetadataReader _metadata = image.GetMetadataReader();
    private int _methods;
    private int _pInvokes;
    private long _ilBytes;
    private int _deepest;

    public AssemblyReport Run()
    {
        List<TypeSize> sizes = new(_metadata.TypeDefinitions.Count);
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            TypeDefinition type = _metadata.GetTypeDefinition(handle);
            sizes.Add(new TypeSize(FullName(type), ScanMethods(type)));
            ScanFields(type);
        }

        (string name, string version) = Identity();
        TypeSize[] largest =
        [
            .. sizes.OrderByDescending(type => type.IlBytes).ThenBy(type => type.Name, StringComparer.Ordinal).Take(LargestTypes),
        ];
        return new AssemblyReport(name, version, sizes.Count, _methods, _pInvokes, _ilBytes, _deepest, largest);
    }

    private long ScanMethods(TypeDefinition type)
    {
        long ilBytes = 0;
        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = _metadata.GetMethodDefinition(handle);
            _methods++;
            _pInvokes += method.Attributes.HasFlag(MethodAttributes.PinvokeImpl) ? 1 : 0;
            Deepen(SignatureDepth.Of(method.DecodeSignature(SignatureDepth.Instance, null)));

            // Bodies of other kinds (native code of mixed images, code supplied by the runtime) are not IL.
            bool isIl = (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL;
            if (isIl && method.RelativeVirtualAddress != 0)
            {
                ilBytes += ScanBody(image.GetMethodBody(method.RelativeVirtualAddress));
            }
        }

        _ilBytes += ilBytes;
        return ilBytes;
    }

    private int ScanBody(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            StandaloneSignature locals = _metadata.GetStandaloneSignature(body.LocalSignature);
            foreach (int depth in locals.DecodeLocalSignature(SignatureDepth.Instance, null))
            {
                Deepen(depth);
            }
        }

        return body.GetILReader().Length;
    }

    private void ScanFields(TypeDefinition type)
    {
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            Deepen(_metadata.GetFieldDefinition(handle).DecodeSignature(SignatureDepth.Instance, null));
        }
    }

    private void Deepen(int depth) => _deepest = Math.Max(_deepest, depth);

    private (string Name, string Version) Identity()
    {
        if (!_metadata.IsAssembly)
        {
            return (_metadata.GetString(_metadata.GetModuleDefinition().Name), "");
        }

        AssemblyDefinition assembly = _metadata.GetAssemblyDefinition();
        return (_metadata.GetString(assembly.Name), assembly.Version.ToString());
    }

    private string FullName(TypeDefinition type)
    {
        string name = _metadata.GetString(type.Name);
        TypeDefinitionHandle declaring = type.GetDeclaringType();
        if (!declaring.IsNil)
        {
            return $"{FullName(_metadata.GetTypeDefinition(declaring))}+{name}";
        }

        string space = _metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
