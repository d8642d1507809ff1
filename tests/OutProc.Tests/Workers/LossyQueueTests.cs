using OutProc.Testing.Shared;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public class LossyQueueTests
{
    [Fact]
    public async Task TryAdd_WithinCapacity_AllArriveInOrder()
    {
        var seen = new List<int>();
        var done = new TaskCompletionSource();
        var queue = new LossyQueue<int>(
            1000,
            item =>
            {
                seen.Add(item);
                if (item == 99)
                {
                    done.SetResult();
                }
            },
            _ => throw new InvalidOperationException("Nothing was lost."));
        for (int i = 0; i < 100; i++)
        {
            queue.TryAdd(i, 1).ShouldBeTrue();
        }

        await done.Task.DefaultTimeout();
        seen.ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task TryAdd_ConsumerStuck_DropsAndCountsInPlace()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var events = new List<string>();
        var done = new TaskCompletionSource();
        var queue = new LossyQueue<string>(
            4,
            item =>
            {
                entered.Release();
                release.Wait();
                events.Add(item);
            },
            lost =>
            {
                events.Add($"lost {lost}");
                done.SetResult();
            });
        queue.TryAdd("a", 1).ShouldBeTrue();
        await entered.WaitAsync(TestContext.Current.CancellationToken).DefaultTimeout();
        queue.TryAdd("b", 3).ShouldBeTrue();
        queue.TryAdd("c", 1).ShouldBeFalse();
        queue.TryAdd("d", 1).ShouldBeFalse();
        release.Release(2);
        await done.Task.DefaultTimeout();
        events.ShouldBe(["a", "b", "lost 2"]);
    }

    [Fact]
    public async Task TryAdd_ItemLargerThanCapacity_PassesAlone()
    {
        var done = new TaskCompletionSource<string>();
        var queue = new LossyQueue<string>(4, done.SetResult, _ => { });
        queue.TryAdd("huge", 1000).ShouldBeTrue();
        (await done.Task.DefaultTimeout()).ShouldBe("huge");
    }

    [Fact]
    public async Task TryAdd_ConsumerThrows_GoesOn()
    {
        var done = new TaskCompletionSource();
        var queue = new LossyQueue<int>(
            100,
            item =>
            {
                if (item == 1)
                {
                    throw new InvalidOperationException("A logger that fails.");
                }

                done.SetResult();
            },
            _ => { });
        queue.TryAdd(1, 1);
        queue.TryAdd(2, 1);
        await done.Task.DefaultTimeout();
    }
}
