using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>Where worker processes can be started.</summary>
internal static class SupportedPlatform
{
    /// <exception cref="PlatformNotSupportedException">There is no backend for this platform yet.</exception>
    public static void Require() => Require(
        OperatingSystem.IsLinux() && !OperatingSystem.IsAndroid(), RuntimeInformation.ProcessArchitecture, RuntimeInformation.OSDescription);

    internal static void Require(bool isLinux, Architecture architecture, string description)
    {
        if (!isLinux || architecture is not (Architecture.X64 or Architecture.Arm64))
        {
            throw new PlatformNotSupportedException(
                $"OutProc starts worker processes on 64-bit Linux (x64 and arm64) only, for now; this is {description}, {architecture}. " +
                "ExecutionMode.InProcess, or OUTPROC_MODE=inproc in the environment, runs the same workers inside this process everywhere.");
        }
    }
}
