using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Extensions.Logging;

namespace AssemblyScan.Scanning;

/// <summary>
/// Reads assemblies without loading them. An ordinary class: <c>new AssemblyScanner(log).Scan(path)</c> works. <c>[RemoteWorker]</c> makes
/// the generator write <c>IAssemblyScanner</c>, whose <c>ScanAsync</c> does the same in another process, where a bad file can do no harm.
/// </summary>
[RemoteWorker]
public sealed class AssemblyScanner(ILogger<AssemblyScanner> log)
{
    /// <summary>Scans one file. Scanning twice does no harm, so a call is tried again when its worker dies under it.</summary>
    /// <param name="path">The path of a portable executable.</param>
    /// <returns>What was found, or <c>null</c> for native code.</returns>
    /// <exception cref="BadImageFormatException">The file is no portable executable, or a damaged one.</exception>
    [RemoteMethod(Idempotent = true)]
    public AssemblyReport? Scan(string path)
    {
        using FileStream file = File.OpenRead(path);
        using PEReader image = new(file);
        if (!image.HasMetadata)
        {
            log.LogDebug("{Path} is native code", path);
            return null;
        }

        AssemblyReport report = new MetadataScan(image).Run();
        log.LogDebug("{Path}: {Types} types, {Methods} methods", path, report.Types, report.Methods);
        return report;
    }
}
