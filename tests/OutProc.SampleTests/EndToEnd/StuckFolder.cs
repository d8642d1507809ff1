using System.Runtime.InteropServices;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>
/// A folder whose scan does not end: its last file is a pipe that nobody writes to, so the worker that opens it is stuck in the kernel. What
/// happens to a scan from outside can be tested without a race against its end.
/// </summary>
internal sealed partial class StuckFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public StuckFolder()
    {
        byte[] assembly = File.ReadAllBytes(typeof(StuckFolder).Assembly.Location);
        for (int i = 0; i < 19; i++)
        {
            _folder.Write($"assembly{i:00}.dll", assembly);
        }

        MakePipe(_folder["stuck.dll"], 0x180).ShouldBe(0);
    }

    public string FullPath => _folder.FullPath;

    public void Dispose() => _folder.Dispose();

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
