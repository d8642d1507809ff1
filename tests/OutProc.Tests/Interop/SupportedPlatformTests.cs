using System.Runtime.InteropServices;
using OutProc.Interop;

namespace OutProc.Tests.Interop;

public class SupportedPlatformTests
{
    [Theory]
    [InlineData(true, Architecture.X64)]
    [InlineData(true, Architecture.Arm64)]
    public void Require_Linux64_Passes(bool isLinux, Architecture architecture)
        => Should.NotThrow(() => SupportedPlatform.Require(isLinux, architecture, "Linux"));

    [Theory]
    [InlineData(false, Architecture.X64)]
    [InlineData(true, Architecture.Arm)]
    [InlineData(true, Architecture.X86)]
    public void Require_OtherPlatform_NamesItAndTheWayOut(bool isLinux, Architecture architecture)
    {
        PlatformNotSupportedException error = Should.Throw<PlatformNotSupportedException>(
            () => SupportedPlatform.Require(isLinux, architecture, "Plan 9"));
        error.Message.ShouldContain($"Plan 9, {architecture}");
        error.Message.ShouldContain("InProcess");
    }
}
