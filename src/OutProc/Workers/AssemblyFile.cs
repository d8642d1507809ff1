using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OutProc.Workers;

/// <summary>Questions about an assembly that is not loaded.</summary>
internal static class AssemblyFile
{
    /// <summary>Whether a file is an assembly that references another one by name.</summary>
    public static bool References(string path, string assemblyName)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            if (!image.HasMetadata)
            {
                return false;
            }

            MetadataReader metadata = image.GetMetadataReader();
            foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
            {
                if (metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, assemblyName))
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            // Expected: files beside the application that are no assemblies.
            return false;
        }
    }
}
