using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;

namespace OutProc.Tests.Rpc;

/// <summary>Both ends of a conversation. One subclass for each kind of channel runs all of it.</summary>
public abstract class ConversationTests(ChannelKind channels)
{
    [Fact]
    public async Task Call_SyncMethod_ReturnsItsResult()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);

        for (int i = 0; i < 1000; i++)
        {
            (await calls.CallAsync(ProbeDispatcher.Echo, i).DefaultTimeout()).ShouldBe(i);
        }
    }

    [Fact]
    public async Task Call_AsyncMethod_ReturnsItsResult()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);

        Task<int> call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 5).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        call.IsCompleted.ShouldBeFalse();
        worker.Probe.Release.SetResult();

        (await call.DefaultTimeout()).ShouldBe(5);
    }

    [Fact]
    public async Task Call_MethodThrows_CallerSeesTheError()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);

        Exception error = await Should.ThrowAsync<Exception>(calls.CallAsync(ProbeDispatcher.Throw, 7).AsTask().DefaultTimeout());

        error.Message.ShouldContain("argument 7");
        (await calls.CallAsync(ProbeDispatcher.Echo, 1).DefaultTimeout()).ShouldBe(1, "the conversation goes on");
    }

    [Fact]
    public async Task Call_WorkerClosesItsChannelAndLives_IsKilledForIt()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);
        Task<int> call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 5).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        // The running method holds the worker's loop, so that the worker does not end by itself.
        worker.WorkerData.Close();

        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.ProtocolViolation);
        worker.Probe.Release.SetResult();
    }

    [Fact]
    public async Task Call_ManyFromManyThreads_AllAnswered()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);

        Task<int>[] all = [.. Enumerable.Range(0, 16).Select(thread => Task.Run(async () =>
        {
            int right = 0;
            for (int i = 0; i < 500; i++)
            {
                int argument = (thread * 1000) + i;
                right += await calls.CallAsync(ProbeDispatcher.Echo, argument) == argument ? 1 : 0;
            }

            return right;
        }))];

        (await Task.WhenAll(all).DefaultTimeout()).Sum().ShouldBe(16 * 500);
        worker.Probe.MaxRunning.ShouldBe(1);
    }

    [Theory]
    [InlineData(WorkerConcurrency.Serialized)]
    [InlineData(WorkerConcurrency.Concurrent)]
    public async Task Call_BurstsOfAllSizes_AllAnswered(WorkerConcurrency concurrency)
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls, concurrency);

        // Between two bursts everybody goes to sleep, or is about to.
        for (int burst = 1; burst <= 300; burst++)
        {
            Task<int>[] all = [.. Enumerable.Range(0, burst % 20).Select(i => calls.CallAsync(ProbeDispatcher.Echo, i).AsTask())];
            (await Task.WhenAll(all).DefaultTimeout()).ShouldBe(Enumerable.Range(0, all.Length));
        }
    }

    [Theory]
    [InlineData(WorkerConcurrency.Serialized)]
    [InlineData(WorkerConcurrency.Concurrent)]
    public async Task Call_ContinuationThatBlocks_DoesNotHoldUpOtherAnswers(WorkerConcurrency concurrency)
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls, concurrency);
        for (int i = 0; i < 20; i++)
        {
            using var othersDone = new ManualResetEventSlim();
            Task<int>[] before = [.. Enumerable.Range(0, 8).Select(n => calls.CallAsync(ProbeDispatcher.Echo, n).AsTask())];
            Task<bool> blocking = Task.Run(() => BlockAsync(othersDone));
            Task<int>[] after = [.. Enumerable.Range(0, 8).Select(n => calls.CallAsync(ProbeDispatcher.Echo, n).AsTask())];

            await Task.WhenAll([.. before, .. after]).DefaultTimeout();
            othersDone.Set();
            (await blocking.DefaultTimeout()).ShouldBeTrue();
        }

        async Task<bool> BlockAsync(ManualResetEventSlim othersDone)
        {
            await calls.CallAsync(ProbeDispatcher.Echo, -1).ConfigureAwait(false);
            return othersDone.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Call_ConcurrentMethodThatBlocks_DoesNotHoldUpOtherCalls()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls, WorkerConcurrency.Concurrent);
        Task<int> blocking = calls.CallAsync(ProbeDispatcher.BlockUntilReleased, 1).AsTask();

        for (int i = 0; i < 20; i++)
        {
            Task<int>[] others = [.. Enumerable.Range(0, 8).Select(n => calls.CallAsync(ProbeDispatcher.Echo, n).AsTask())];
            (await Task.WhenAll(others).DefaultTimeout()).ShouldBe(Enumerable.Range(0, 8));
        }

        blocking.IsCompleted.ShouldBeFalse();
        worker.Probe.Release.SetResult();
        (await blocking.DefaultTimeout()).ShouldBe(1);
    }

    [Fact]
    public async Task Call_SerializedWorkerWithAsyncMethodRunning_WaitsItsTurnInOrder()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);

        Task<int> first = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        Task<int>[] others = [.. Enumerable.Range(2, 50).Select(i => calls.CallAsync(ProbeDispatcher.Echo, i).AsTask())];
        worker.Probe.Started.Count.ShouldBe(1);
        worker.Probe.Release.SetResult();

        await Task.WhenAll(others).DefaultTimeout();
        await first.DefaultTimeout();
        worker.Probe.Started.ShouldBe(Enumerable.Range(1, 51));
        worker.Probe.MaxRunning.ShouldBe(1);
    }

    [Fact]
    public async Task Call_ConcurrentWorker_RunsCallsSideBySide()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls, WorkerConcurrency.Concurrent);

        Task<int>[] all = [.. Enumerable.Range(0, 10).Select(i => calls.CallAsync(ProbeDispatcher.EchoWhenReleased, i).AsTask())];
        for (int i = 0; i < all.Length; i++)
        {
            await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        }

        worker.Probe.MaxRunning.ShouldBe(10);
        worker.Probe.Release.SetResult();
        (await Task.WhenAll(all).DefaultTimeout()).ShouldBe(Enumerable.Range(0, 10));
    }

    [Fact]
    public async Task Cancel_RunningMethodThatListens_EndsCancelled()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);
        using var cancel = new CancellationTokenSource();

        Task<int> call = calls.CallAsync(ProbeDispatcher.UntilCancelled, 1, cancel.Token).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        cancel.Cancel();

        await Should.ThrowAsync<Exception>(call.DefaultTimeout());
        worker.Exited.IsCompleted.ShouldBeFalse("the worker lives on");
        (await calls.CallAsync(ProbeDispatcher.Echo, 2).DefaultTimeout()).ShouldBe(2);
    }

    [Fact]
    public async Task Cancel_CallWaitsInTheWorker_NeverStarts()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);
        using var cancel = new CancellationTokenSource();
        Task<int> first = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        Task<int> second = calls.CallAsync(ProbeDispatcher.Echo, 2, cancel.Token).AsTask();
        cancel.Cancel();
        Task<int> third = calls.CallAsync(ProbeDispatcher.Echo, 3).AsTask();
        worker.Probe.Release.SetResult();

        await first.DefaultTimeout();
        await third.DefaultTimeout();
        try
        {
            // Control and data travel apart: a cancellation that comes late may find the call done. It must end either way.
            await second.DefaultTimeout();
        }
        catch (Exception e)
        {
            e.ShouldNotBeOfType<TimeoutException>();
            worker.Probe.Started.ShouldBe([1, 3]);
        }
    }

    [Fact]
    public async Task Cancel_MethodIgnoresIt_WorkerIsKilledAndCallerTold()
    {
        var options = new CallOptions { CancelGrace = TimeSpan.FromMilliseconds(50) };
        LoopbackEndpoint worker = Start(out ProbeCalls calls, options: options);
        using var cancel = new CancellationTokenSource();

        Task<int> call = calls.CallAsync(ProbeDispatcher.BlockUntilReleased, 1, cancel.Token).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        cancel.Cancel();

        RemoteCanceledException error = await Assert.ThrowsAsync<RemoteCanceledException>(() => call.DefaultTimeout());
        error.WorkerKilled.ShouldBeTrue();
        error.CancellationToken.ShouldBe(cancel.Token);
        await worker.Exited.DefaultTimeout();
        worker.Probe.Release.SetResult();
    }

    [Fact]
    public async Task Cancel_BeforeTheCall_SendsNothing()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);

        await Assert.ThrowsAsync<RemoteCanceledException>(
            () => calls.CallAsync(ProbeDispatcher.Echo, 1, new CancellationToken(canceled: true)).DefaultTimeout());

        worker.Probe.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Kill_WithCallsUnderWay_OldestMayHaveExecutedOthersAreHandedBack()
    {
        LoopbackEndpoint worker = Start(out ProbeCalls calls, out ProbeCalls.ToConnection router);
        Task<int>[] all = [.. Enumerable.Range(0, 5).Select(i => calls.CallAsync(ProbeDispatcher.EchoWhenReleased, i).AsTask())];
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        worker.Kill(CrashCause.Exited);

        WorkerCrashedException error = await Should.ThrowAsync<WorkerCrashedException>(all[0].DefaultTimeout());
        error.MayHaveExecuted.ShouldBeTrue();
        error.Exit.Signal.ShouldBe(9);
        error.Exit.StartedMethods.ShouldBe(["EchoWhenReleased"]);
        error.Method.ShouldBe("EchoWhenReleased");
        error.Message.ShouldContain("SIGKILL");
        await worker.Connection.Ended.DefaultTimeout();
        router.NotStarted.ShouldBe([0, 0, 0, 0]);
        foreach (Task<int> call in all[1..])
        {
            await Should.ThrowAsync<ObjectDisposedException>(call.DefaultTimeout());
        }
    }

    [Fact]
    public async Task Kill_ConcurrentWorker_EveryCallMayHaveExecuted()
    {
        LoopbackEndpoint worker = Start(out ProbeCalls calls, WorkerConcurrency.Concurrent);
        Task<int>[] all = [.. Enumerable.Range(0, 5).Select(i => calls.CallAsync(ProbeDispatcher.EchoWhenReleased, i).AsTask())];
        for (int i = 0; i < all.Length; i++)
        {
            await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        }

        worker.Kill(CrashCause.Exited);

        foreach (Task<int> call in all)
        {
            (await Should.ThrowAsync<WorkerCrashedException>(call.DefaultTimeout())).MayHaveExecuted.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Kill_IdempotentCallUnderWay_IsHandedBackForAnotherAttempt()
    {
        LoopbackEndpoint worker = Start(out ProbeCalls calls, out ProbeCalls.ToConnection router);
        Task<int> call = calls.CallAsync(ProbeDispatcher.BlockUntilReleased, 1).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        worker.Kill(CrashCause.Exited);

        await worker.Connection.Ended.DefaultTimeout();
        router.NotStarted.ShouldBe([1]);
        await Should.ThrowAsync<ObjectDisposedException>(call.DefaultTimeout());
        worker.Probe.Release.SetResult();
    }

    [Fact]
    public async Task Kill_AnswersAlreadySent_AreDeliveredFirst()
    {
        LoopbackEndpoint worker = Start(out ProbeCalls calls);
        Task<int> held = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        Task<int> echo = calls.CallAsync(ProbeDispatcher.Echo, 2).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        worker.Probe.Release.SetResult();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        await held.DefaultTimeout();
        worker.Kill(CrashCause.Exited);

        Exception? error = await Record.ExceptionAsync(() => echo.DefaultTimeout());
        if (error is not null)
        {
            error.ShouldBeOfType<WorkerCrashedException>();
        }
    }

    [Theory]
    [InlineData((byte)FrameKind.Request, 1)]
    [InlineData((byte)FrameKind.Result, 999_999)]
    [InlineData((byte)FrameKind.Hello, 1)]
    public async Task Garbage_FromTheWorker_WorkerIsKilledAndCallFails(byte kind, long callId)
    {
        LoopbackEndpoint worker = Start(out ProbeCalls calls);
        Task<int> call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        worker.WorkerData.Send(new FrameHeader((FrameKind)kind, 0, CallId: long.MaxValue - callId), default);

        WorkerCrashedException error = await Should.ThrowAsync<WorkerCrashedException>(call.DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.ProtocolViolation);
        await worker.Exited.DefaultTimeout();
    }

    [Fact]
    public async Task Answer_ToACallThatIsStillBeingSent_WorkerIsKilledAndTheCallHandedBack()
    {
        Assert.SkipWhen(channels == ChannelKind.InMemory, "everything is sent at once");
        LoopbackEndpoint worker = Start(out ProbeCalls calls, out ProbeCalls.ToConnection router);
        Task<int> held = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        byte[] argument = new byte[900_000];

        // The loop of the worker is stopped by closing its side for reading; what is sent now stays in the channel.
        worker.WorkerData.CloseRead();
        Task<int> large = calls.CallAsync(ProbeDispatcher.Echo, argument).AsTask();
        OutgoingCall call = router.Last.ShouldNotBeNull();
        call.Message.ShouldNotBeNull().IsSent.ShouldBeFalse();
        worker.WorkerData.Send(new FrameHeader(FrameKind.Result, 4, CallId: call.Id), new byte[4]);

        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => held.DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.ProtocolViolation);
        worker.Connection.Violation.ShouldNotBeNull().ShouldContain("cannot have all");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => large.DefaultTimeout());
        worker.Probe.Release.SetResult();
    }

    [Fact]
    public async Task Result_ThatCannotBeDecoded_FailsOnlyThatCall()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);
        Task<int> call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        long id = worker.Probe.CallIds.First();
        worker.WorkerData.Send(new FrameHeader(FrameKind.Result, 3, CallId: id), new byte[3]);

        PayloadException error = await Should.ThrowAsync<PayloadException>(call.DefaultTimeout());
        error.Offset.ShouldBe(0);
        worker.Probe.Release.SetResult();
    }

    [Fact]
    public async Task Shutdown_WhileAnAsyncMethodRuns_WaitsForItsResult()
    {
        LoopbackEndpoint worker = Start(out ProbeCalls calls);
        Task<int> call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 3).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        Task stop = worker.StopAsync(TimeSpan.FromSeconds(30)).AsTask();
        worker.Probe.Release.SetResult();

        (await call.DefaultTimeout()).ShouldBe(3);
        await stop.DefaultTimeout();
        await worker.Connection.Ended.DefaultTimeout();
    }

    [Fact]
    public async Task AsyncLocals_SetByOneCall_DoNotReachTheNext()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);

        await calls.CallAsync(ProbeDispatcher.Echo, 1).DefaultTimeout();
        await calls.CallAsync(ProbeDispatcher.Echo, 2).DefaultTimeout();

        worker.Probe.SeenContexts.ShouldBe([(0, false), (0, false)]);
    }

    private LoopbackEndpoint Start(
        out ProbeCalls calls, WorkerConcurrency concurrency = WorkerConcurrency.Serialized, CallOptions? options = null)
        => Start(out calls, out _, concurrency, options);

    private LoopbackEndpoint Start(
        out ProbeCalls calls,
        out ProbeCalls.ToConnection router,
        WorkerConcurrency concurrency = WorkerConcurrency.Serialized,
        CallOptions? options = null)
    {
        var worker = new LoopbackEndpoint(new ProbeDispatcher(), channels, concurrency, options);
        router = new ProbeCalls.ToConnection(worker.Connection);
        worker.Connection.Start(router);
        calls = new ProbeCalls(router);
        return worker;
    }
}
