using AssemblyScan.CommandLine;

namespace AssemblyScan.Files;

/// <summary>What the user asked to scan, found on disk.</summary>
/// <param name="Title">What it is, for the heading.</param>
/// <param name="Files">The files, by relative path in ordinal order.</param>
internal sealed record ScanTarget(string Title, IReadOnlyList<ScanFile> Files)
{
    /// <summary>Finds the files.</summary>
    /// <param name="path">A folder or a file; <c>null</c> for the .NET installation.</param>
    /// <param name="extra">Files to add to those found.</param>
    /// <exception cref="UsageException">There is nothing to scan.</exception>
    public static ScanTarget Locate(string? path, IEnumerable<ScanFile> extra)
    {
        (string title, IEnumerable<ScanFile> found) = path is null ? Installation() : At(Path.GetFullPath(path));
        ScanFile[] files = [.. found.Concat(extra).OrderBy(file => file.Path, StringComparer.Ordinal)];
        return files.Length > 0 ? new ScanTarget(title, files) : throw new UsageException($"There is no .dll or .exe below '{title}'.");
    }

    private static (string Title, IEnumerable<ScanFile> Found) Installation()
    {
        string root = DotNetInstallation.FindRoot()
            ?? throw new UsageException("No .NET installation was found. Name a folder, or set DOTNET_ROOT.");
        return (root, FileFinder.Find(root, DotNetInstallation.Folders(root)));
    }

    private static (string Title, IEnumerable<ScanFile> Found) At(string path)
    {
        if (Directory.Exists(path))
        {
            return (path, FileFinder.Find(path, [path]));
        }

        return File.Exists(path)
            ? (path, [new ScanFile(Path.GetFileName(path), path)])
            : throw new UsageException($"There is no folder or file '{path}'.");
    }
}
