using AssemblyScan.CommandLine;

namespace OutProc.SampleTests.CommandLine;

public sealed class CommandLineParserTests
{
    [Fact]
    public void Parse_NoArguments_ScansTheInstallationWithAWorkerPerProcessor()
    {
        CommandLineParser.Parse([]).ShouldBe(new ScanOptions { Path = null, Workers = Environment.ProcessorCount });
    }

    [Fact]
    public void Parse_AllOptions_AreTaken()
    {
        string json = Path.Join(Path.GetTempPath(), "a.json");

        ScanOptions options = CommandLineParser.Parse(
            ["--workers", "3", "folder", "--kill-one", "--with-bad-files", "--strict", "--verbose", "--json", json]);

        options.ShouldBe(new ScanOptions
        {
            Path = "folder",
            Workers = 3,
            KillOne = true,
            WithBadFiles = true,
            Strict = true,
            Verbose = true,
            JsonFile = json,
        });
    }

    [Fact]
    public void Parse_RelativeJsonFile_IsMadeFull()
    {
        CommandLineParser.Parse(["--json", "a.json"]).JsonFile.ShouldBe(Path.GetFullPath("a.json"));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--help", "--in-process", "--with-bad-files")]
    public void Parse_Help_IsTaken(params string[] args)
    {
        CommandLineParser.Parse(args).Help.ShouldBeTrue();
    }

    [Theory]
    [InlineData("There is no option '--bogus'. See --help.", "--bogus")]
    [InlineData("There is no option '-x'. See --help.", "folder", "-x")]
    [InlineData("Only one folder or file can be scanned; 'b' is one too many.", "a", "b")]
    [InlineData("--workers needs a value. See --help.", "--workers")]
    [InlineData("--json needs a value. See --help.", "--json", "--strict")]
    [InlineData("--workers must be a number from 1 to 256, not '0'.", "--workers", "0")]
    [InlineData("--workers must be a number from 1 to 256, not '257'.", "--workers", "257")]
    [InlineData("--workers must be a number from 1 to 256, not '-1'.", "--workers", "-1")]
    [InlineData("--workers must be a number from 1 to 256, not 'two'.", "--workers", "two")]
    [InlineData("--workers must be a number from 1 to 256, not '99999999999'.", "--workers", "99999999999")]
    [InlineData("--workers cannot be combined with --in-process: there are no workers.", "--in-process", "--workers", "2")]
    [InlineData("--kill-one cannot be combined with --in-process: there are no workers.", "--in-process", "--kill-one")]
    [InlineData(
        "--with-bad-files cannot be combined with --in-process: one of the files would end this very process.",
        "--with-bad-files", "--in-process")]
    [InlineData("The folder of --json '/no/such/folder/a.json' does not exist.", "--json", "/no/such/folder/a.json")]
    [InlineData("--json needs a file, and '/' is a folder.", "--json", "/")]
    public void Parse_WrongUsage_SaysWhatIsWrong(string message, params string[] args)
    {
        Should.Throw<UsageException>(() => CommandLineParser.Parse(args)).Message.ShouldBe(message);
    }
}
