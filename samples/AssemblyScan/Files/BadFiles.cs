namespace AssemblyScan.Files;

/// <summary>Two damaged assemblies in a folder of their own, gone when disposed.</summary>
internal sealed class BadFiles : IDisposable
{
    private readonly DirectoryInfo _folder;

    private BadFiles(DirectoryInfo folder)
    {
        _folder = folder;
        byte[] image = DeepSignatureImage.Create();

        // Half of a file: the headers are whole, the metadata they point at is missing.
        Files = [Write("stack-overflow.dll", image), Write("truncated.dll", image.AsSpan(0, image.Length / 2))];
    }

    /// <summary>The files, to be scanned as if they were in a folder <c>bad-files</c> beside the others.</summary>
    public IReadOnlyList<ScanFile> Files { get; }

    public static BadFiles Create() => new(Directory.CreateTempSubdirectory("assembly-scan-"));

    public void Dispose() => _folder.Delete(recursive: true);

    private ScanFile Write(string name, ReadOnlySpan<byte> content)
    {
        string path = Path.Join(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return new ScanFile($"bad-files/{name}", path);
    }
}
