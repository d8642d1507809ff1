using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedReaderWriterLockTests
{
    [Fact]
    public async Task ReadAsync_OthersRead_IsGranted_WriteWaits()
    {
        using var participants = new Participants();
        SharedReaderWriterLock[] locks = participants.ReaderWriterLock();
        SharedReaderWriterLease first = await locks[1].ReadAsync().DefaultTimeout();
        SharedReaderWriterLease second = await locks[2].ReadAsync().DefaultTimeout();
        locks[0].Readers.ShouldBe(2);

        ValueTask<SharedReaderWriterLease> writing = locks[0].WriteAsync();
        ValueTask<SharedReaderWriterLease> late = locks[1].ReadAsync();
        first.Dispose();
        writing.IsCompleted.ShouldBeFalse();
        late.IsCompleted.ShouldBeFalse("a writer waits");
        second.Dispose();

        SharedReaderWriterLease writer = await writing.DefaultTimeout();
        writer.CanWrite.ShouldBeTrue();
        late.IsCompleted.ShouldBeFalse();
        writer.Dispose();
        (await late.DefaultTimeout()).CanWrite.ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_TimeOver_LetsReadersInAgain()
    {
        using var participants = new Participants();
        SharedReaderWriterLock[] locks = participants.ReaderWriterLock();
        using SharedReaderWriterLease reading = await locks[1].ReadAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => locks[0].WriteAsync(TimeSpan.FromMilliseconds(20)).AsTask().DefaultTimeout());

        (await locks[2].ReadAsync().DefaultTimeout()).Dispose();
    }

    [Fact]
    public async Task Repair_DeadReaderAndDeadWriter_AreNotWaitedFor()
    {
        using var participants = new Participants();
        SharedReaderWriterLock[] locks = participants.ReaderWriterLock();
        await locks[1].ReadAsync();
        ValueTask<SharedReaderWriterLease> writing = locks[2].WriteAsync();
        writing.IsCompleted.ShouldBeFalse();

        participants.Host.Repair(slot: 1, locks[..1]);
        (await writing.DefaultTimeout()).WasAbandoned.ShouldBeFalse();

        ValueTask<SharedReaderWriterLease> reading = locks[0].ReadAsync();
        participants.Host.Repair(slot: 2, locks[..1]);
        (await reading.DefaultTimeout()).WasAbandoned.ShouldBeTrue();
    }

    [Fact]
    public async Task Both_FromManyTasksOfManyProcesses_WritersAreAlone()
    {
        using var participants = new Participants(workers: 3);
        SharedReaderWriterLock[] locks = participants.ReaderWriterLock();
        int readers = 0;
        int writers = 0;

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            for (int round = 0; round < 200; round++)
            {
                if ((round + i) % 4 == 0)
                {
                    await using SharedReaderWriterLease lease = await locks[i % locks.Length].WriteAsync();
                    Interlocked.Increment(ref writers).ShouldBe(1);
                    Volatile.Read(ref readers).ShouldBe(0);
                    await Task.Yield();
                    Interlocked.Decrement(ref writers);
                }
                else
                {
                    await using SharedReaderWriterLease lease = await locks[i % locks.Length].ReadAsync();
                    Interlocked.Increment(ref readers);
                    Volatile.Read(ref writers).ShouldBe(0);
                    await Task.Yield();
                    Interlocked.Decrement(ref readers);
                }
            }
        }))).WaitAsync(TimeSpan.FromMinutes(1));

        locks[0].Readers.ShouldBe(0);
        locks[0].IsWriteHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task Value_ChangedByAll_LosesNoUpdate()
    {
        using var participants = new Participants();
        SharedValue<long>[] values = participants.Value<long>();

        await Task.WhenAll(values.Select(value => Task.Run(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                value.Increment();
                value.Update(static current => current + 2);
            }
        }))).DefaultTimeout();

        values[0].Read().ShouldBe(9000);
        values[1].CompareExchange(1, 9000).ShouldBe(9000);
        values[2].Exchange(5).ShouldBe(1);
    }
}
