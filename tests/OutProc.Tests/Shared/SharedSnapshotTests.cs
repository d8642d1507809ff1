using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedSnapshotTests : IDisposable
{
    private readonly SharedResources _set = Create();

    public void Dispose() => _set.Dispose();

    [Fact]
    public void Read_NothingPublished_IsAnError()
    {
        SharedSnapshot<string> text = _set.Get<SharedSnapshot<string>>("text");

        Should.Throw<InvalidOperationException>(() => text.Read());
        text.Version.ShouldBe(0);
    }

    [Fact]
    public async Task PublishAsync_TooLarge_SaysBothSizesAndKeepsTheOneBefore()
    {
        SharedSnapshot<string> text = _set.Get<SharedSnapshot<string>>("text");
        await text.PublishAsync("first").DefaultTimeout();

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(() => text.PublishAsync(new string('x', 200_000)).AsTask());

        error.Message.ShouldContain("100000 bytes");
        text.Read().ShouldBe("first");
    }

    [Fact]
    public async Task WaitForNewerAsync_Cancelled_Ends()
    {
        SharedSnapshot<string> text = _set.Get<SharedSnapshot<string>>("text");
        using var cancellation = new CancellationTokenSource();
        Task<long> wait = text.WaitForNewerAsync(0, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait).DefaultTimeout();
    }

    [Fact]
    public async Task Read_WhileOthersPublish_IsAlwaysWholeAndNeverOlderThanBefore()
    {
        SharedSnapshot<string> text = _set.Get<SharedSnapshot<string>>("text");
        await text.PublishAsync(TextOf(0)).DefaultTimeout();
        using var stop = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            int last = 0;
            while (!stop.IsCancellationRequested)
            {
                string read = text.Read();
                int number = read[0] - 'a';
                read.ShouldBe(TextOf(number));
                number.ShouldBeGreaterThanOrEqualTo(last);
                last = number;
            }
        }))];
        for (int i = 1; i < 5000; i++)
        {
            await text.PublishAsync(TextOf(i)).DefaultTimeout();
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers).DefaultTimeout();
        text.Version.ShouldBe(5000);
    }

    private static string TextOf(int number) => new((char)('a' + number), 1000 + number);

    private static SharedResources Create()
    {
        var declarations = new SharedDeclarations();
        declarations.AddSnapshot<string>("text", maxBytes: 100_000);
        return SharedResources.Create(declarations, out _);
    }
}
