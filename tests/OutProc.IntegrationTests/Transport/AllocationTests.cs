using System.Diagnostics;
using System.Globalization;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Transport;

/// <summary>What a call of a method with two numbers that returns one allocates, once everything is warm: nothing.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    /// <summary>For all calls together: threads of the runtime allocate now and then, whatever is called.</summary>
    private const long Noise = 20_000;

    [Theory]
    [InlineData("SharedMemory", "100000")]
    [InlineData("Socket", "10000")]
    public async Task Call_ManyTimes_AllocatesNothingOnEitherSide(string transport, string calls)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "exec " + Workers.TestHost.Command(AppContext.BaseDirectory, "allocations", transport, calls) },
            RedirectStandardOutput = true,
        };
        using Process host = Process.Start(start)!;
        string[] bytes = (await host.StandardOutput.ReadToEndAsync().DefaultTimeout()).Split(' ');
        await host.WaitForExitAsync().DefaultTimeout();

        host.ExitCode.ShouldBe(0);
        long.Parse(bytes[0], CultureInfo.InvariantCulture).ShouldBeLessThan(Noise, "in the host");
        long.Parse(bytes[1], CultureInfo.InvariantCulture).ShouldBeLessThan(Noise, "in the worker");
    }
}
