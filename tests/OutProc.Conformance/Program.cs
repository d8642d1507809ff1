using OutProc.Conformance.Running;

namespace OutProc.Conformance;

/// <summary>Entry point.</summary>
internal static class Program
{
    private const int InvalidInput = 2;

    private static async Task<int> Main(string[] args)
    {
        if (args is [ChildProgram.Switch])
        {
            return ChildProgram.Run();
        }

        try
        {
            return await CommandLine.Parse(args).RunAsync();
        }
        catch (InvalidInputException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return InvalidInput;
        }
    }
}
