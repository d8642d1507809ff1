using System.Globalization;

namespace OutProc.Compare.Anchors;

/// <summary>The programs of <c>benchmarks/baselines</c>, as far as they are there.</summary>
internal sealed class AnchorPrograms
{
    /// <summary>As long as OutProc polls by default.</summary>
    public static readonly string[] SpinOptions = ["--spin-us", "20"];

    private readonly string _folder;
    private readonly string? _python;
    private readonly TimeSpan _duration;

    private AnchorPrograms(string folder, string? python, TimeSpan duration)
    {
        _folder = folder;
        _python = python;
        _duration = duration;
    }

    /// <summary>The version of Python, if there is one.</summary>
    public string? PythonVersion { get; private init; }

    /// <summary>Looks for the programs.</summary>
    /// <param name="duration">How long the C programs measure.</param>
    public static async Task<AnchorPrograms> FindAsync(TimeSpan duration)
    {
        string folder = FindFolder();
        try
        {
            // The interpreter itself: what is on the path may be a script that first looks for it.
            const string Question = "import sys; print(sys.executable); print(sys.version.split()[0])";
            string[] lines = (await ChildProgram.RunAsync("python3", ["-c", Question])).Split('\n');
            return new AnchorPrograms(folder, lines[0], duration) { PythonVersion = lines[1] };
        }
        catch (AnchorException)
        {
            return new AnchorPrograms(folder, null, duration);
        }
    }

    /// <summary>Why a tool is missing, or <c>null</c> if it is there.</summary>
    public string? WhyMissing(AnchorTool tool) => tool switch
    {
        AnchorTool.C when !File.Exists(CProgram("ipc")) => "the C programs are not built; compare.sh does it where there are gcc and make",
        AnchorTool.Python when _python is null => "there is no python3",
        _ => null,
    };

    /// <summary>Runs one repetition of <c>ipc</c>.</summary>
    public async Task<AnchorOutput> RunIpcAsync(string transport, string test, params string[] options)
    {
        string milliseconds = _duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        return AnchorOutput.Parse(
            await ChildProgram.RunAsync(CProgram("ipc"), [transport, test, "--reps", "1", "--ms", milliseconds, .. options]));
    }

    /// <summary>Runs one repetition of <c>locks</c> for one of its locks.</summary>
    public async Task<AnchorOutput> RunLocksAsync(string name) => AnchorOutput.Parse(await ChildProgram.RunAsync(CProgram("locks"), ["1", name]));

    /// <summary>Runs one repetition of a section of <c>python_mp.py</c>.</summary>
    /// <param name="section">The section.</param>
    /// <param name="scale">The part of the operations of a full repetition.</param>
    /// <param name="processes">The workers of a pool.</param>
    public async Task<AnchorOutput> RunPythonAsync(string section, double scale, int processes = 1) =>
        AnchorOutput.Parse(await ChildProgram.RunAsync(
            _python!,
            [
                Path.Combine(_folder, "python_mp.py"), section, "--reps", "1", "--scale", scale.ToString(CultureInfo.InvariantCulture),
                "--processes", processes.ToString(CultureInfo.InvariantCulture),
            ]));

    /// <summary>Runs <c>sum</c> on a shared mapping of that size.</summary>
    public async Task<AnchorOutput> RunSumAsync(int mebibytes) => AnchorOutput.Parse(await ChildProgram.RunAsync(
        CProgram("sum"),
        [mebibytes.ToString(CultureInfo.InvariantCulture), _duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)]));

    public Task<Burners> BurnAsync() => Burners.StartAsync(CProgram("burn"));

    private string CProgram(string name) => Path.Combine(_folder, "bin", name);

    /// <summary>The folder lies beside that of this project, of which the running program is somewhere inside.</summary>
    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "baselines");
            if (File.Exists(Path.Combine(candidate, "ipc.c")))
            {
                return candidate;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, "baselines");
    }
}
