using AssemblyScan.CommandLine;
using AssemblyScan.Files;

namespace OutProc.SampleTests.Files;

public sealed class ScanTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Locate_Folder_SortsFoundAndExtraFilesByOrdinalPath()
    {
        _folder.Write("b.dll", []);
        _folder.Write("B.dll", []);
        _folder.Write("a/z.dll", []);

        ScanTarget target = ScanTarget.Locate(_folder.FullPath, [new ScanFile("aa/extra.dll", "/elsewhere/extra.dll")]);

        target.Files.Select(file => file.Path).ShouldBe(["B.dll", "a/z.dll", "aa/extra.dll", "b.dll"]);
    }

    [Fact]
    public void Locate_File_IsTheOnlyOneWhateverItsExtension()
    {
        _folder.Write("module.netmodule", []);
        string path = _folder["module.netmodule"];

        ScanTarget.Locate(path, []).Files.ShouldBe([new ScanFile("module.netmodule", path)]);
    }

    [Fact]
    public void Locate_NoPath_FindsTheRunningRuntime()
    {
        ScanTarget target = ScanTarget.Locate(null, []);

        ScanFile coreLib = target.Files.Single(file => file.FullPath == typeof(object).Assembly.Location);
        coreLib.Path.ShouldStartWith("shared/Microsoft.NETCore.App/");
    }

    [Fact]
    public void Locate_EmptyFolder_Throws()
    {
        Should.Throw<UsageException>(() => ScanTarget.Locate(_folder.FullPath, []))
            .Message.ShouldBe($"There is no .dll or .exe below '{_folder.FullPath}'.");
    }

    [Fact]
    public void Locate_Nothing_Throws()
    {
        string path = _folder["missing"];

        Should.Throw<UsageException>(() => ScanTarget.Locate(path, [])).Message.ShouldBe($"There is no folder or file '{path}'.");
    }
}
