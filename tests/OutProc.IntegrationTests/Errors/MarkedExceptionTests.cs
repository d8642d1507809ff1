using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Errors;

/// <summary>Exceptions marked <c>[RemoteException]</c>.</summary>
public sealed class MarkedExceptionTests
{
    public static TheoryData<ExecutionMode> Modes => [ExecutionMode.Process, ExecutionMode.InProcess];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_ThrowsMarkedType_IsCaughtAsItselfWithItsProperties(ExecutionMode mode)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode);

        CorruptImageException error = await Assert.ThrowsAsync<CorruptImageException>(() => pool.Proxy.ThrowMarkedAsync(torn: true, Token).DefaultTimeout());

        error.Message.ShouldBe("It is torn.");
        error.Offset.ShouldBe(4711);
        error.File.ShouldBe("a.png");
        error.Rows.ShouldBe([3, 5]);
        error.IsTorn.ShouldBeTrue();
        error.Open.ShouldBeNull();
        error.InnerException.ShouldBeOfType<IOException>().Message.ShouldBe("disk");
        error.ToString().ShouldContain("Faulty.ThrowMarked");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_ThrowsMarkedTypesInsideAnother_KeepTheirTypes(ExecutionMode mode)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode);

        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => pool.Proxy.ThrowMarkedInsideAnotherAsync(Token).DefaultTimeout());

        error.InnerExceptions.Select(static inner => inner.GetType()).ShouldBe([typeof(CorruptImageException), typeof(PickyException)]);
    }

    [Fact]
    public async Task Call_TypeCannotBeMadeAgain_ArrivesAsText()
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(ExecutionMode.Process);

        RemoteInvocationException error = await Assert.ThrowsAsync<RemoteInvocationException>(() => pool.Proxy.ThrowPickyAsync(Token).DefaultTimeout());

        error.RemoteTypeName.ShouldBe("OutProc.TestWorkers.PickyException");
        error.RemoteMessage.ShouldBe("fine");
    }

    private static Task<IWorkerPool<IFaulty>> StartAsync(ExecutionMode mode)
        => WorkerPool.StartAsync<IFaulty>(
            options =>
            {
                options.Mode = mode;
                options.Pool.MaxWorkers = 1;
            },
            cancellationToken: Token).DefaultTimeout();
}
