using AssemblyScan.Files;

namespace OutProc.SampleTests.Files;

public sealed class FileFinderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_AnyDepth_YieldsDllAndExeOnly()
    {
        string[] files = ["a.dll", "B.EXE", "sub/deep/c.Dll", ".hidden/d.dll", "e.dll.bak", "dll", "f.json"];
        foreach (string file in files)
        {
            _folder.Write(file, []);
        }

        IEnumerable<ScanFile> found = FileFinder.Find(_folder.FullPath, [_folder.FullPath]);

        found.Select(file => file.Path).ShouldBe(["a.dll", "B.EXE", "sub/deep/c.Dll", ".hidden/d.dll"], ignoreOrder: true);
        found.ShouldAllBe(file => file.FullPath == _folder[file.Path]);
    }

    [Fact]
    public void Find_LinkToAFolderAbove_IsNotFollowed()
    {
        _folder.Write("sub/a.dll", []);
        Directory.CreateSymbolicLink(_folder["sub/loop"], _folder.FullPath);

        FileFinder.Find(_folder.FullPath, [_folder.FullPath]).Select(file => file.Path).ShouldBe(["sub/a.dll"]);
    }

    [Fact]
    public void Find_SomeFolders_NamesFilesRelativeToTheRoot()
    {
        _folder.Write("one/a.dll", []);
        _folder.Write("two/b.dll", []);
        _folder.Write("three/c.dll", []);

        FileFinder.Find(_folder.FullPath, [_folder["one"], _folder["two"]]).Select(file => file.Path).ShouldBe(["one/a.dll", "two/b.dll"]);
    }
}
