using OutProc.Interop;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

public sealed class FlightRecorderTests
{
    [Fact]
    public void MayHaveStarted_NothingStarted_NothingHas()
    {
        var recorder = FlightRecorder.Create();

        recorder.MayHaveStarted(1).ShouldBeFalse();
        recorder.MayHaveStarted(long.MaxValue).ShouldBeFalse();
    }

    [Fact]
    public void MayHaveStarted_InOrder_TellsEachCall()
    {
        var recorder = FlightRecorder.Create();
        foreach (long id in (long[])[5, 9, 12])
        {
            recorder.Start(id);
        }

        ((long[])[5, 9, 12]).ShouldAllBe(id => recorder.MayHaveStarted(id));
        recorder.MayHaveStarted(13).ShouldBeFalse();
        recorder.MayHaveStarted(9).ShouldBeTrue();
    }

    [Fact]
    public void MayHaveStarted_OutOfOrder_TellsTheOneThatWasLeftOut()
    {
        var recorder = FlightRecorder.Create();
        recorder.StartConcurrently(9);
        recorder.StartConcurrently(5);

        recorder.MayHaveStarted(5).ShouldBeTrue();
        recorder.MayHaveStarted(7).ShouldBeFalse("it is lower than the highest, but every start is still on record");
        recorder.MayHaveStarted(9).ShouldBeTrue();
        recorder.MayHaveStarted(10).ShouldBeFalse();
    }

    [Fact]
    public void MayHaveStarted_MoreThanOnRecord_IsInDoubtBelowTheHighest()
    {
        var recorder = FlightRecorder.Create();
        for (int id = 1; id <= 2 * FlightRecorder.Capacity; id++)
        {
            recorder.StartConcurrently(2 * id);
        }

        recorder.MayHaveStarted(1).ShouldBeTrue("its record may have been overwritten");
        recorder.MayHaveStarted((4 * FlightRecorder.Capacity) + 1).ShouldBeFalse();
    }

    [Fact]
    public void StartConcurrently_FromManyThreads_LosesNothing()
    {
        var recorder = FlightRecorder.Create();

        Parallel.For(1, FlightRecorder.Capacity + 1, id => recorder.StartConcurrently(id));

        for (int id = 1; id <= FlightRecorder.Capacity; id++)
        {
            recorder.TryGetStart(id, out long startedAt).ShouldBeTrue();
            (Environment.TickCount64 - startedAt).ShouldBeInRange(0, 60_000);
        }
    }

    [Fact]
    public unsafe void MayHaveStarted_ForeignBytes_AreInDoubt()
    {
        var random = new Random(11);
        byte[] memory = GC.AllocateArray<byte>(FlightRecorder.Size, pinned: true);
        fixed (byte* start = memory)
        {
            var recorder = new FlightRecorder(memory, start);
            recorder.MayHaveStarted(1).ShouldBeTrue("zeroes are no record");
            for (int i = 0; i < 1000; i++)
            {
                random.NextBytes(memory);
                recorder.MayHaveStarted(random.NextInt64()).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public unsafe void MayHaveStarted_AnyWordsOverwritten_NeverDeniesWhatWasStarted()
    {
        var random = new Random(12);
        byte[] memory = GC.AllocateArray<byte>(FlightRecorder.Size, pinned: true);
        fixed (byte* start = memory)
        {
            for (int round = 0; round < 20_000; round++)
            {
                memory.AsSpan().Clear();
                var recorder = new FlightRecorder(memory, start);
                recorder.Initialize();
                recorder.StartConcurrently(9);
                recorder.StartConcurrently(5);
                var words = new Span<long>(start, FlightRecorder.Size / sizeof(long));

                // Every word once by itself, then several at a time.
                for (int i = round < words.Length ? 0 : random.Next(8); i >= 0; i--)
                {
                    ref long word = ref words[round < words.Length ? round : random.Next(words.Length)];
                    word = random.Next(4) switch
                    {
                        0 => 0,
                        1 => -1,
                        2 => word + random.Next(-4096, 4096),
                        _ => random.NextInt64(),
                    };
                }

                (recorder.MayHaveStarted(5) && recorder.MayHaveStarted(9)).ShouldBeTrue($"round {round}");
            }
        }
    }

    [Fact]
    public void Recorder_OfBothEndsOfARing_IsTheSame()
    {
        var host = SharedMemoryChannel.Create(1 << 16, TimeSpan.Zero, out FileDescriptor descriptor, 1 << 16);
        using (host)
        using (descriptor)
        using (var worker = SharedMemoryChannel.Open(descriptor, 1 << 16, TimeSpan.Zero, 1 << 16))
        {
            host.Recorder.MayHaveStarted(3).ShouldBeFalse();
            worker.Recorder.Start(3);
            host.Recorder.MayHaveStarted(3).ShouldBeTrue();
            host.Recorder.MayHaveStarted(4).ShouldBeFalse();
        }
    }
}
