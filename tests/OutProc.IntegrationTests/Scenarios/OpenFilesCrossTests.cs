using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using OutProc.Contracts;
using OutProc.IntegrationTests.Shared;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A43: an open file used by another process; many at once; one that is closed, or for which there is no room, is a clean error.

/// <summary>Open files and connections are handed over as they are: nothing is opened again, nothing is left open.</summary>
public sealed class OpenFilesCrossTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Argument_OpenFileWithoutAName_IsTheSameFile(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ICourier> pool = await StartAsync(mode, transport);
        string path = Path.GetTempFileName();
        await using (FileStream file = File.OpenWrite(path))
        {
            file.Write("one "u8);
            await file.FlushAsync(Token);

            // Nobody could open it any more.
            File.Move(path, path + ".moved");
            await pool.Proxy.WriteAsync(SharedHandle.Of(file.SafeFileHandle), "two ", Token).DefaultTimeout();
            await pool.Proxy.WriteAsync(SharedHandle.Of(file.SafeFileHandle), "three", Token).DefaultTimeout();
            file.SafeFileHandle.IsClosed.ShouldBeFalse();
        }

        (await File.ReadAllTextAsync(path + ".moved", Token)).ShouldBe("one two three");
        File.Delete(path + ".moved");
    }

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Argument_ClosedAtOnce_ArrivesAllTheSame(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ICourier> pool = await StartAsync(mode, transport);
        string path = Path.GetTempFileName();
        ValueTask call;
        using (SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
        {
            call = pool.Proxy.WriteAsync(SharedHandle.Of(file), "late", Token);
        }

        await call.DefaultTimeout();
        (await File.ReadAllTextAsync(path, Token)).ShouldBe("late");
        File.Delete(path);
    }

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Result_OpenFile_IsTheHostsOwn(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ICourier> pool = await StartAsync(mode, transport);
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "from the worker", Token);

        using SharedHandle<SafeFileHandle>? file = await pool.Proxy.OpenAsync(path, Token).DefaultTimeout();

        byte[] content = new byte[100];
        int count = RandomAccess.Read(file.ShouldNotBeNull().Value, content, 0);
        Encoding.UTF8.GetString(content, 0, count).ShouldBe("from the worker");
        (await pool.Proxy.OpenAsync(path + ".none", Token).DefaultTimeout()).ShouldBeNull();
        File.Delete(path);
    }

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Argument_ConnectedSocket_IsServedByTheWorker(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ICourier> pool = await StartAsync(mode, transport);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!, Token).AsTask().DefaultTimeout();
        ValueTask served;
        using (Socket accepted = await listener.AcceptAsync(Token).AsTask().DefaultTimeout())
        {
            served = pool.Proxy.ServeAsync(SharedHandle.Of(accepted), Token);
        }

        byte[] answer = new byte[100];
        foreach (string word in (string[])["hello", "world"])
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(word), Token).AsTask().DefaultTimeout();
            int count = await client.ReceiveAsync(answer, Token).AsTask().DefaultTimeout();
            Encoding.UTF8.GetString(answer, 0, count).ShouldBe(word.ToUpperInvariant());
        }

        client.Shutdown(SocketShutdown.Send);
        await served.DefaultTimeout();

        // The worker's was the last descriptor: the connection has ended.
        (await client.ReceiveAsync(answer, Token).AsTask().DefaultTimeout()).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Argument_ManyAtOnceAndOften_LeavesNoneOpen(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ICourier> pool = await StartAsync(mode, transport);
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "12345", Token);
        using SafeFileHandle file = File.OpenHandle(path);
        SharedHandle<SafeFileHandle>[] many = [.. Enumerable.Repeat(SharedHandle.Of(file), 100)];
        (await pool.Proxy.LengthsAsync(many, Token).DefaultTimeout()).Length.ShouldBe(100);
        int before = await pool.Proxy.OpenDescriptorsAsync(Token).DefaultTimeout();

        for (int i = 0; i < 20; i++)
        {
            (await pool.Proxy.LengthsAsync(many, Token).DefaultTimeout()).ShouldAllBe(static length => length == 5);
        }

        // Other tests of this process open and close theirs while the worker is a part of it.
        (await pool.Proxy.OpenDescriptorsAsync(Token).DefaultTimeout()).ShouldBeLessThan(before + (mode == ExecutionMode.Process ? 5 : 1000));
        File.Delete(path);
    }

    [Fact]
    public async Task Argument_ClosedFile_ThrowsBeforeItIsSent()
    {
        await using IWorkerPool<ICourier> pool = await StartAsync(ExecutionMode.InProcess, WorkerTransport.Auto);
        SafeFileHandle file = File.OpenHandle(Environment.ProcessPath!);
        file.Dispose();

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(
            () => pool.Proxy.WriteAsync(SharedHandle.Of(file), "never", Token).DefaultTimeout());

        error.Message.ShouldStartWith("A handle could not be sent");
    }

    [Fact]
    public async Task Argument_WorkerHasNoDescriptorLeft_SaysSoAndGoesOn()
    {
        await using IWorkerPool<ICourier> pool = await StartAsync(ExecutionMode.Process, WorkerTransport.Auto, openFiles: 128);
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "12345", Token);
        using SafeFileHandle file = File.OpenHandle(path);
        SharedHandle<SafeFileHandle> one = SharedHandle.Of(file);

        // What a failing call needs is loaded now: later there is no descriptor for it either.
        await Assert.ThrowsAnyAsync<Exception>(() => pool.Proxy.LengthsAsync([one, null!], Token).DefaultTimeout());
        (await pool.Proxy.LengthsAsync([one], Token).DefaultTimeout()).ShouldBe([5]);

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(
            () => pool.Proxy.LengthsAsync([.. Enumerable.Repeat(one, 150)], Token).DefaultTimeout());

        error.Message.ShouldContain("no descriptor left");
        pool.Workers.ShouldHaveSingleItem().Generation.ShouldBe(1);
        File.Delete(path);
    }

    private static async Task<IWorkerPool<ICourier>> StartAsync(ExecutionMode mode, WorkerTransport transport, int? openFiles = null)
        => await WorkerPool.StartAsync<ICourier>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Launch.Limits.OpenFiles = openFiles;
                options.Pool.MaxWorkers = 1;
            },
            cancellationToken: Token).DefaultTimeout();
}
