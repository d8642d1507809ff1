using OutProc.Compare;
using OutProc.Compare.CommandLine;
using OutProc.Compare.Running;

try
{
    CompareOptions options = CommandLineParser.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(CommandLineParser.Help);
        return ExitCodes.Success;
    }

    return await new CompareCommand(options).RunAsync();
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(CommandLineParser.Help);
    return ExitCodes.Usage;
}
