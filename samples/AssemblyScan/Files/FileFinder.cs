namespace AssemblyScan.Files;

/// <summary>Finds what may be an assembly: every <c>.dll</c> and <c>.exe</c> below a folder. Links are not followed.</summary>
internal static class FileFinder
{
    private static readonly EnumerationOptions s_everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Finds the files below some folders.</summary>
    /// <param name="root">The folder the names of the files are relative to.</param>
    /// <param name="folders">The folders to look into, at or below <paramref name="root"/>.</param>
    public static IEnumerable<ScanFile> Find(string root, IEnumerable<string> folders) =>
        from folder in folders
        from path in Directory.EnumerateFiles(folder, "*", s_everything)
        where IsCandidate(path)
        select new ScanFile(RelativeName(root, path), path);

    private static bool IsCandidate(string path)
    {
        ReadOnlySpan<char> extension = Path.GetExtension(path.AsSpan());
        return extension.Equals(".dll", StringComparison.OrdinalIgnoreCase) || extension.Equals(".exe", StringComparison.OrdinalIgnoreCase);
    }

    private static string RelativeName(string root, string path) =>
        Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
