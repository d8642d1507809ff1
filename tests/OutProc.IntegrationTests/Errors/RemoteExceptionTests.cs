using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Errors;

public sealed class RemoteExceptionTests
{
    public static TheoryData<ExecutionMode> Modes => [ExecutionMode.Process, ExecutionMode.InProcess];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_ThrowsWellKnownType_KeepsItAndItsParts(ExecutionMode mode)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode);

        var error = await Should.ThrowAsync<ArgumentException>(async () => await pool.Proxy.ThrowArgumentAsync("size", Token).DefaultTimeout());

        error.ParamName.ShouldBe("size");
        error.Message.ShouldBe("It is not allowed. (Parameter 'size')");
        string text = error.ToString();
        text.ShouldContain("OutProc.TestWorkers.Faulty.ThrowArgument");
        text.ShouldContain("while running ThrowArgument ---");
        text.ShouldContain(nameof(Call_ThrowsWellKnownType_KeepsItAndItsParts));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_ThrowsAfterAnAwait_KeepsType(ExecutionMode mode)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode);

        var error = await Should.ThrowAsync<InvalidOperationException>(() => pool.Proxy.ThrowLaterAsync("later", Token).DefaultTimeout());

        error.Message.ShouldBe("later");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_ThrowsOwnType_BecomesRemoteInvocationException(ExecutionMode mode)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode);

        var error = await Should.ThrowAsync<RemoteInvocationException>(() => pool.Proxy.ThrowCustomAsync("odd", Token).DefaultTimeout());

        error.RemoteTypeName.ShouldBe("OutProc.TestWorkers.Faulty+CustomException");
        error.RemoteMessage.ShouldBe("odd");
        error.Method.ShouldBe("ThrowCustom");
        error.Worker.ShouldNotBeNull().ShouldStartWith("Faulty #1");
        error.InnerException.ShouldBeOfType<TimeoutException>().Message.ShouldBe("slow");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_CancelledByAnotherToken_IsAFaultNotACancellation(ExecutionMode mode)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode);

        Task call = pool.Proxy.ThrowOtherCancellationAsync(Token).AsTask();

        (await Should.ThrowAsync<RemoteInvocationException>(() => call.DefaultTimeout())).RemoteTypeName
            .ShouldBe("System.OperationCanceledException");
        call.IsFaulted.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_CancelledByItsCaller_IsRemoteCanceledException(ExecutionMode mode)
    {
        await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(
            options => options.Mode = mode, cancellationToken: Token).DefaultTimeout();
        using var source = new CancellationTokenSource();
        Task call = pool.Proxy.WaitAsync(source.Token).AsTask();

        await source.CancelAsync();

        // Not through WaitAsync or Shouldly: both see a cancelled task and make an exception of their own.
        await Task.WhenAny(call).DefaultTimeout();
        var error = (await Record.ExceptionAsync(() => call)).ShouldBeOfType<RemoteCanceledException>();
        error.CancellationToken.ShouldBe(source.Token);
        error.WorkerKilled.ShouldBeFalse();
        call.IsCanceled.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_ThrowsHostileException_AnswersAnyway(ExecutionMode mode)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode);

        var error = await Should.ThrowAsync<RemoteInvocationException>(() => pool.Proxy.ThrowHostileAsync(Token).DefaultTimeout());

        error.RemoteTypeName.ShouldBe("OutProc.TestWorkers.Faulty+HostileException");
        (await pool.Proxy.RepeatAsync("a", 3, Token).DefaultTimeout()).ShouldBe("aaa");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Call_ResultTooLarge_FailsOnlyThatCall(ExecutionMode mode)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode, options => options.Calls.MaxMessageBytes = 1024);
        int before = pool.Workers[0].Generation;

        var error = await Should.ThrowAsync<PayloadException>(() => pool.Proxy.RepeatAsync("a", 2000, Token).DefaultTimeout());

        error.Message.ShouldContain("1024 bytes");
        (await pool.Proxy.RepeatAsync("a", 3, Token).DefaultTimeout()).ShouldBe("aaa");
        pool.Workers[0].Generation.ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task StartAsync_ConstructorThrows_CarriesTheRemoteException(ExecutionMode mode)
    {
        var error = await Should.ThrowAsync<WorkerStartException>(
            () => WorkerPool.StartAsync<IUnwilling>(options => options.Mode = mode, cancellationToken: Token).DefaultTimeout());

        error.Reason.ShouldBe(WorkerStartFailure.StartupThrew);
        error.Message.ShouldContain("not today");
        error.InnerException.ShouldBeOfType<InvalidOperationException>().ToString().ShouldContain("Unwilling..ctor");
    }

    private static Task<IWorkerPool<IFaulty>> StartAsync(ExecutionMode mode, Action<WorkerPoolOptions>? configure = null)
        => WorkerPool.StartAsync<IFaulty>(
            options =>
            {
                options.Mode = mode;
                options.Pool.MaxWorkers = 1;
                configure?.Invoke(options);
            },
            cancellationToken: Token).DefaultTimeout();
}
