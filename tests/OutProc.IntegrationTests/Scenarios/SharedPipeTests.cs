using System.Threading.Channels;
using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A42, A45: messages of every size are echoed, never merged or split; the end of the other side is an end here, and the direction is enforced.

/// <summary>A pipe between two processes.</summary>
public sealed class SharedPipeTests
{
    public static TheoryData<ExecutionMode> Places => Porters.Places;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Echo_MessagesOfEverySize_ComeBackOneByOne(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(
            mode, 1, static shared => shared.AddPipe<byte[]>("pipe", capacity: 8, maxItemBytes: 2 << 20));
        SharedPipeEnd<byte[]> end = pool.Shared.Get<SharedPipe<byte[]>>("pipe").First;
        Task<int> echo = pool.Proxy.EchoAsync("pipe", Token).AsTask();
        int[] sizes = [0, 1, 2, 0, 240, 241, 4096, 65_536, 1 << 20, 0, 3, (2 << 20) - 4];
        Task send = Task.Run(
            async () =>
            {
                for (int i = 0; i < sizes.Length; i++)
                {
                    await end.SendAsync(Message(i, sizes[i]), Token);
                }

                end.Complete();
            },
            Token);

        for (int i = 0; i < sizes.Length; i++)
        {
            (await end.ReceiveAsync(Token).DefaultTimeout()).ShouldBe(Message(i, sizes[i]));
        }

        await send.DefaultTimeout();
        await Assert.ThrowsAsync<ChannelClosedException>(() => end.ReceiveAsync(Token).AsTask()).DefaultTimeout();
        (await echo.DefaultTimeout()).ShouldBe(sizes.Length);
    }

    [Fact]
    public async Task Receive_NothingThere_LooksWaitsAndTimesOut()
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(ExecutionMode.Process, 1, static shared => shared.AddPipe<byte[]>("pipe"));
        SharedPipeEnd<byte[]> end = pool.Shared.Get<SharedPipe<byte[]>>("pipe").First;

        end.TryReceive(out _).ShouldBeFalse();
        await Assert.ThrowsAsync<TimeoutException>(() => end.ReceiveAsync(TimeSpan.Zero, Token).AsTask()).DefaultTimeout();
        await Assert.ThrowsAsync<TimeoutException>(() => end.ReceiveAsync(TimeSpan.FromMilliseconds(20), Token).AsTask()).DefaultTimeout();

        await pool.Proxy.SendOneAsync("pipe", [1, 2], Token).DefaultTimeout();
        (await end.ReceiveAsync(Token).DefaultTimeout()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Kill_OtherEnd_WhatItSentIsReceivedAndThenTheEnd()
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(ExecutionMode.Process, 1, static shared => shared.AddPipe<byte[]>("pipe"));
        SharedPipeEnd<byte[]> end = pool.Shared.Get<SharedPipe<byte[]>>("pipe").First;
        await pool.Proxy.SendOneAsync("pipe", [9], Token).DefaultTimeout();
        pool.Workers[0].Kill();

        (await end.ReceiveAsync(Token).DefaultTimeout()).ShouldBe([9]);
        await Assert.ThrowsAsync<ChannelClosedException>(() => end.ReceiveAsync(Token).AsTask()).DefaultTimeout();
        await Assert.ThrowsAsync<ChannelClosedException>(() => end.SendAsync([1], Token).AsTask()).DefaultTimeout();
    }

    [Fact]
    public async Task Send_WrongDirectionOrForeignEnd_IsAnError()
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(
            ExecutionMode.Process, 1, static shared => shared.AddPipe<byte[]>("out", isDuplex: false).AddPipe<byte[]>("taken"));
        SharedPipe<byte[]> pipe = pool.Shared.Get<SharedPipe<byte[]>>("out");
        (pipe.IsDuplex, pipe.First.CanSend, pipe.First.CanReceive, pipe.Second.CanSend, pipe.Second.CanReceive)
            .ShouldBe((false, true, false, false, true));
        await Assert.ThrowsAsync<InvalidOperationException>(() => pipe.First.ReceiveAsync(Token).AsTask()).DefaultTimeout();
        await Assert.ThrowsAsync<InvalidOperationException>(() => pipe.Second.SendAsync([1], Token).AsTask()).DefaultTimeout();

        await pool.Proxy.SendOneAsync("taken", [1], Token).DefaultTimeout();
        await Assert.ThrowsAsync<SharedResourceException>(
            () => pool.Shared.Get<SharedPipe<byte[]>>("taken").Second.SendAsync([2], Token).AsTask()).DefaultTimeout();
    }

    private static byte[] Message(int number, int size)
    {
        byte[] message = new byte[size];
        new Random(number).NextBytes(message);
        return message;
    }
}
