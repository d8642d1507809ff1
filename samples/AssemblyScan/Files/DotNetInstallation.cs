using System.Runtime.InteropServices;

namespace AssemblyScan.Files;

/// <summary>The .NET installation that runs this program: a large and varied set of real assemblies that every user has.</summary>
internal static class DotNetInstallation
{
    private static readonly string[] s_scanned = ["shared", "sdk"];

    /// <summary>Finds the root of the installation.</summary>
    /// <returns>The root, or <c>null</c> when the program brings its own runtime and <c>DOTNET_ROOT</c> is not set.</returns>
    public static string? FindRoot()
    {
        // The runtime is in ROOT/shared/Microsoft.NETCore.App/VERSION/.
        string runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        string? above = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(runtime)));
        string?[] candidates = [above, Environment.GetEnvironmentVariable("DOTNET_ROOT")];
        return candidates.FirstOrDefault(root => !string.IsNullOrEmpty(root) && Folders(root).Any());
    }

    /// <summary>The shared frameworks and the SDK of an installation, as far as they are there.</summary>
    public static IEnumerable<string> Folders(string root) => s_scanned.Select(name => Path.Join(root, name)).Where(Directory.Exists);
}
