using System.Diagnostics;
using System.Globalization;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Transport;

/// <summary>What a call of a method with two numbers that returns one allocates, once everything is warm: nothing.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    /// <summary>For 100,000 calls together: threads of the runtime allocate now and then, whatever is called.</summary>
    private const long Noise = 50_000;

    [Theory]
    [InlineData("SharedMemory")]
    [InlineData("Socket")]
    public async Task Call_HundredThousandTimes_AllocatesNothingOnEitherSide(string transport)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "exec " + Workers.TestHost.Command(AppContext.BaseDirectory, "allocations", transport) },
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
