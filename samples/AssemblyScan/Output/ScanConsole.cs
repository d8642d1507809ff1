using Spectre.Console;

namespace AssemblyScan.Output;

/// <summary>Standard output: with colours and a live bar on a terminal, plain text of a fixed width in a file or pipe.</summary>
internal static class ScanConsole
{
    private const int PlainWidth = 160;

    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
