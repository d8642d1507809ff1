using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using AssemblyScan.Files;
using AssemblyScan.Scanning;
using Microsoft.Extensions.Logging.Abstractions;

namespace OutProc.SampleTests.Files;

public sealed class BadFilesTests
{
    [Fact]
    public void DeepSignatureImage_IsAWellFormedAssembly()
    {
        using PEReader image = new(new MemoryStream(DeepSignatureImage.Create()));

        MetadataReader metadata = image.GetMetadataReader();

        metadata.GetString(metadata.GetAssemblyDefinition().Name).ShouldBe("Deep");
        FieldDefinitionHandle field = metadata.FieldDefinitions.ShouldHaveSingleItem();
        metadata.GetTypeDefinition(metadata.GetFieldDefinition(field).GetDeclaringType()).GetFields().ShouldBe([field]);
        BlobReader signature = metadata.GetBlobReader(metadata.GetFieldDefinition(field).Signature);
        signature.Length.ShouldBeGreaterThan(400_000);
    }

    [Fact]
    public void DeepSignatureImage_IsTheSameEveryTime()
    {
        DeepSignatureImage.Create().ShouldBe(DeepSignatureImage.Create());
    }

    [Fact]
    public void Create_TruncatedFile_IsABadImage()
    {
        using BadFiles bad = BadFiles.Create();
        ScanFile truncated = bad.Files.Single(file => file.Path == "bad-files/truncated.dll");

        AssemblyScanner scanner = new(NullLogger<AssemblyScanner>.Instance);

        Should.Throw<BadImageFormatException>(() => scanner.Scan(truncated.FullPath)).Message.ShouldNotContain("/");
    }

    [Fact]
    public void Dispose_RemovesFilesAndFolder()
    {
        BadFiles bad = BadFiles.Create();
        string folder = Path.GetDirectoryName(bad.Files[0].FullPath)!;
        bad.Files.ShouldAllBe(file => File.Exists(file.FullPath));

        bad.Dispose();

        Directory.Exists(folder).ShouldBeFalse();
    }
}
