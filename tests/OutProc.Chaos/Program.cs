namespace OutProc.Chaos;

/// <summary>Entry point.</summary>
internal static class Program
{
    private const int Violated = 1;
    private const int InvalidArguments = 2;

    private static async Task<int> Main(string[] args)
    {
        ChaosOptions options;
        try
        {
            options = CommandLine.Parse(args);
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            await Console.Error.WriteLineAsync(CommandLine.Usage);
            return InvalidArguments;
        }

        if (options.Help)
        {
            Console.WriteLine(CommandLine.Usage);
            return 0;
        }

        if (options.LockKills > 0)
        {
            return await LockRun.RunAsync(options) ? 0 : Violated;
        }

        return await ChaosRun.RunAsync(options) ? 0 : Violated;
    }
}
