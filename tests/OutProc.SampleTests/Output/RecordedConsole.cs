using Spectre.Console;

namespace OutProc.SampleTests.Output;

/// <summary>A console that keeps what is written.</summary>
internal sealed class RecordedConsole : IDisposable
{
    private readonly StringWriter _written = new();

    public RecordedConsole(int width = 120, bool interactive = false)
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = interactive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(_written),
        });
        Console.Profile.Width = width;
    }

    public IAnsiConsole Console { get; }

    public string Text => _written.ToString();

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => _written.Dispose();
}
