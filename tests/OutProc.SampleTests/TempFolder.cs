namespace OutProc.SampleTests;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outproc-sample-");

    public string FullPath => _folder.FullName;

    public string this[string relativePath] => Path.Join(FullPath, relativePath);

    public void Write(string relativePath, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relativePath])!);
        File.WriteAllBytes(this[relativePath], content);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
