using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedSemaphoreTests
{
    [Fact]
    public async Task AcquireAsync_AllPermitsTaken_WaitsForOne()
    {
        using var participants = new Participants();
        SharedSemaphore[] semaphores = participants.Semaphore(2);
        using SharedPermit first = await semaphores[0].AcquireAsync();
        SharedPermit second = await semaphores[1].AcquireAsync();
        semaphores[2].CurrentCount.ShouldBe(0);
        semaphores[2].TryAcquire().ShouldBeNull();

        ValueTask<SharedPermit> third = semaphores[2].AcquireAsync();
        second.Dispose();
        second.Dispose();

        (await third.DefaultTimeout()).ShouldNotBeNull();
        semaphores[0].CurrentCount.ShouldBe(0, "a permit that is given back twice is one permit");
    }

    [Fact]
    public async Task Repair_HoldersAreDead_TheirPermitsComeBack()
    {
        using var participants = new Participants();
        SharedSemaphore[] semaphores = participants.Semaphore(3);
        using SharedPermit mine = await semaphores[0].AcquireAsync();
        await semaphores[1].AcquireAsync();
        await semaphores[1].AcquireAsync();
        Task<SharedPermit>[] waiting = [semaphores[2].AcquireAsync().AsTask(), semaphores[0].AcquireAsync().AsTask()];

        participants.Host.Repair(slot: 1, semaphores[..1]);

        await Task.WhenAll(waiting).DefaultTimeout();
        semaphores[0].CurrentCount.ShouldBe(0);
    }

    [Fact]
    public async Task AcquireAsync_FromManyTasksOfManyProcesses_NeverMoreThanThePermits()
    {
        using var participants = new Participants(workers: 3);
        SharedSemaphore[] semaphores = participants.Semaphore(3);
        int inside = 0;

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            for (int round = 0; round < 300; round++)
            {
                await using SharedPermit permit = await semaphores[i % semaphores.Length].AcquireAsync();
                Interlocked.Increment(ref inside).ShouldBeLessThanOrEqualTo(3);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        }))).WaitAsync(TimeSpan.FromMinutes(1));

        semaphores[0].CurrentCount.ShouldBe(3);
    }
}
