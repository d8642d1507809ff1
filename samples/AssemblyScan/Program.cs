using AssemblyScan;
using AssemblyScan.CommandLine;
using AssemblyScan.Output;
using AssemblyScan.Running;

using StopSignals signals = new();
try
{
    ScanOptions options = CommandLineParser.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(CommandLineParser.Help);
        return ExitCodes.Success;
    }

    return await new ScanCommand(options, ScanConsole.Create()).RunAsync(signals.Token);
}
catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return signals.ExitCode;
}
catch (Exception exception) when (exception is UsageException or OutProcException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return ExitCodes.CannotRun;
}
