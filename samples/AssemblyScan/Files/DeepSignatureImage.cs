using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AssemblyScan.Files;

/// <summary>
/// A well-formed assembly whose one field is an <c>int[][][]…</c> of half a million dimensions. No rule of the format forbids it, and every
/// reader that decodes signatures by recursion overflows its stack on it.
/// </summary>
internal static class DeepSignatureImage
{
    // A level takes one byte in the file, and at least 100 bytes on the stack of the decoder: 50 MB, where a main thread has 8 MiB.
    private const int Levels = 500_000;

    private static readonly Guid s_moduleId = new("6f0c5a0e-3b5e-4d6f-9d0f-2f6a3a3c1b11");

    public static byte[] Create()
    {
        MetadataBuilder metadata = new();
        metadata.AddModule(0, metadata.GetOrAddString("Deep.dll"), metadata.GetOrAddGuid(s_moduleId), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("Deep"), new Version(1, 0, 0, 0), default, default, 0, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(
            default,
            default,
            metadata.GetOrAddString("<Module>"),
            default,
            MetadataTokens.FieldDefinitionHandle(1),
            MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddFieldDefinition(
            FieldAttributes.Public | FieldAttributes.Static, metadata.GetOrAddString("deep"), metadata.GetOrAddBlob(DeepSignature()));

        BlobBuilder image = new();
        new ManagedPEBuilder(
            PEHeaderBuilder.CreateLibraryHeader(),
            new MetadataRootBuilder(metadata),
            ilStream: new BlobBuilder(),
            deterministicIdProvider: static _ => new BlobContentId(s_moduleId, stamp: 0)).Serialize(image);
        return image.ToArray();
    }

    private static ImmutableArray<byte> DeepSignature() =>
    [
        (byte)SignatureKind.Field,
        .. Enumerable.Repeat((byte)SignatureTypeCode.SZArray, Levels),
        (byte)SignatureTypeCode.Int32,
    ];
}
