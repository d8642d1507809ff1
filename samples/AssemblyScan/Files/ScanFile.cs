namespace AssemblyScan.Files;

/// <summary>A file to scan.</summary>
/// <param name="Path">The path relative to the scanned folder, with forward slashes: the same on every machine.</param>
/// <param name="FullPath">Where the file is.</param>
internal sealed record ScanFile(string Path, string FullPath);
