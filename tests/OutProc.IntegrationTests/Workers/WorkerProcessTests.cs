using System.Globalization;
using Microsoft.Win32.SafeHandles;
using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Testing.Shared;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

/// <summary>What a worker process is given, seen from inside by a script that tells it on standard error and exits.</summary>
public class WorkerProcessTests
{
    [Fact]
    public async Task Start_Descriptors_AreTheStandardStreamsAndTheControlChannelOnly()
    {
        using SafeFileHandle file = File.OpenHandle("/etc/hostname");
        using FileDescriptor leaky = LeakyDescriptor.Of(file);

        // The fifth is the folder that is being listed.
        string listing = await RunAsync("exec ls -l /proc/self/fd >&2");
        listing.ShouldMatch(@"^total 0\n.* 0 -> /dev/null\n.* 1 -> pipe:.*\n.* 2 -> pipe:.*\n.* 3 -> socket:.*\n.* 4 -> /proc/\d+/fd\n$");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Spawn_DescriptorWithoutCloseOnExec_DoesNotLeak(bool useCloseFrom)
    {
        using SafeFileHandle file = File.OpenHandle("/etc/hostname");
        using FileDescriptor leaky = LeakyDescriptor.Of(file);
        (FileDescriptor reader, FileDescriptor writer) = Pipe.Create();
        (UnixSocket near, UnixSocket far) = UnixSocket.CreatePair();
        using (reader)
        using (near)
        {
            int pid;
            using (writer)
            using (far)
            {
                pid = ProcessSpawner.Spawn(
                    new SpawnSpec
                    {
                        Path = "/bin/sh",
                        Arguments = ["sh", "-c", "ls /proc/$$/fd"],
                        Environment = ["PATH=/usr/bin:/bin"],
                        Output = writer,
                        Error = writer,
                        Control = far,
                    },
                    useCloseFrom);
            }

            using ProcessDescriptor process = ProcessDescriptor.Open(pid).ShouldNotBeNull();
            Poller.Wait(process, PollEvents.Readable, null, out _, 30_000).ShouldBe(PollEvents.Readable);
            process.TryGetExit(reap: true, out ExitStatus status).ShouldBeTrue();
            status.Code.ShouldBe(0);
            byte[] output = new byte[4096];
            Pipe.TryRead(reader, output, out int read).ShouldBe(IoStatus.Done);
            System.Text.Encoding.UTF8.GetString(output, 0, read).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["0", "1", "2", "3"]);
        }
    }

    [Fact]
    public async Task Start_ProcessGroup_IsItsOwn()
    {
        string[] ids = (await RunAsync("cut -d' ' -f1,5 /proc/$$/stat >&2")).Trim().Split(' ');
        ids[1].ShouldBe(ids[0]);
    }

    [Fact]
    public async Task Start_Signals_AreNeitherBlockedNorIgnored()
    {
        // The runtime of this process ignores SIGPIPE; a shell must not find it ignored.
        string status = await RunAsync("exec grep -E '^Sig(Blk|Ign)' /proc/self/status >&2");
        status.ShouldContain("SigBlk:\t0000000000000000");
        status.ShouldContain("SigIgn:\t0000000000000000");
    }

    [Fact]
    public async Task Start_Arguments_NameTheWorkerAndTheHost()
    {
        string arguments = await RunAsync("tr '\\0' ' ' < /proc/$$/cmdline >&2");
        arguments.ShouldEndWith(string.Create(CultureInfo.InvariantCulture, $"outproc-worker Ghost#1 host={Environment.ProcessId} "));
    }

    [Fact]
    public async Task Start_StandardInput_IsEmpty() => (await RunAsync("wc -c >&2")).Trim().ShouldBe("0");

    [Fact]
    public async Task Start_WorkingDirectory_IsTheOneAskedFor()
        => (await RunAsync("pwd >&2", new LaunchOptions { WorkingDirectory = "/usr" })).Trim().ShouldBe("/usr");

    [Fact]
    public async Task Start_Environment_HasDefaultsOptionsAndDepth()
    {
        var launch = new LaunchOptions { Environment = { ["GREETING"] = "grüß\nGott", ["HOME"] = null } };
        string environment = await RunAsync("env >&2", launch);
        environment.ShouldContain("DOTNET_gcServer=0\n");
        environment.ShouldContain("OUTPROC_DEPTH=1\n");
        environment.ShouldContain("GREETING=grüß\nGott\n");
        environment.ShouldNotContain("HOME=");
    }

    [Fact]
    public async Task Start_Output_GoesToTheLoggers()
    {
        using var loggers = new RecordingLoggerFactory();
        await RunAsync("echo out; echo err >&2; printf 'no newline'", loggers: loggers);
        RecordingLoggerFactory.LogRecord output = await loggers.WaitForAsync(record => record.Text.EndsWith("out", StringComparison.Ordinal));
        output.Category.ShouldBe("OutProc.Worker.StdOut");
        output.Text.ShouldMatch(@"^Ghost #1 \(pid \d+\): out$");
        RecordingLoggerFactory.LogRecord error = await loggers.WaitForAsync(record => record.Text.EndsWith("err", StringComparison.Ordinal));
        error.Category.ShouldBe("OutProc.Worker.StdErr");
        await loggers.WaitForAsync(record => record.Text.EndsWith("no newline", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_FloodOfOutput_NeverBlocksTheWorker()
    {
        // Far more than the pipe and the queue hold together: the loggers take what they can, and the rest is counted.
        const int Lines = 120_000;
        long accounted = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var loggers = new RecordingLoggerFactory
        {
            Observer = record =>
            {
                accounted += record.Id.Id switch { 110 => 1, 112 => (long)record.State["Count"]!, _ => 0 };
                if (accounted == Lines)
                {
                    all.SetResult();
                }
            },
        };
        (await RunAsync($"yes 0123456789abcdef | head -n {Lines}", loggers: loggers)).ShouldBe("");
        await all.Task.DefaultTimeout();
    }

    private static async Task<string> RunAsync(string script, LaunchOptions? launch = null, RecordingLoggerFactory? loggers = null)
    {
        WorkerStartException error = await Should.ThrowAsync<WorkerStartException>(
            () => FakeWorker.Launcher(script)
                .StartAsync(StartRequests.ForMissingAssembly(launch, loggers), TestContext.Current.CancellationToken)
                .DefaultTimeout());
        error.Reason.ShouldBe(WorkerStartFailure.ExitedEarly);
        return error.Exit.ShouldNotBeNull().StderrTail;
    }
}
