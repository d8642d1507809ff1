using System.Reflection.PortableExecutable;

namespace OutProc.SampleTests.Scanning;

/// <summary>A portable executable without metadata, made from a managed one by removing the entry that leads to the metadata.</summary>
internal static class NativeImage
{
    /// <summary>Where the CLI entry of the data directories lies in the optional header (PE32), and its length.</summary>
    private static readonly Range s_cliEntry = 208..216;

    public static byte[] Create()
    {
        byte[] image = AssemblyScan.Files.DeepSignatureImage.Create();
        using PEReader reader = new(new MemoryStream(image));
        reader.PEHeaders.PEHeader!.Magic.ShouldBe(PEMagic.PE32);
        image.AsSpan(reader.PEHeaders.PEHeaderStartOffset)[s_cliEntry].Clear();
        return image;
    }
}
