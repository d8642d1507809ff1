using System.Runtime.CompilerServices;
using Shouldly;

namespace OutProc.Testing.Shared;

/// <summary>The one door to the snapshot library. The approved text lies beside the test: <c>{Class}.{Method}[.{discriminator}].approved.txt</c>.</summary>
/// <remarks>To accept a change, copy the <c>.received.txt</c> that a failed run leaves over the <c>.approved.txt</c> and review the difference.</remarks>
internal static class Snapshot
{
    /// <summary>Fails unless <paramref name="text"/> equals the approved text, line endings aside.</summary>
    public static void Match(string text, string? discriminator = null, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        // A full path: the library would take the folder of the nearest source file on the stack, which is this one.
        string name = $"{Path.ChangeExtension(file, null)}.{member}{(discriminator is null ? "" : "." + discriminator)}";
        text.ReplaceLineEndings("\n").ShouldMatchApproved(options => options
            .NoDiff()
            .WithFilenameGenerator((_, _, type, extension) => $"{name}.{type}.{extension}"));
    }
}
