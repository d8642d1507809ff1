using OutProc.Rpc;
using OutProc.Tests.Support;

namespace OutProc.Tests.Rpc;

public sealed class TimerWheelTests : IDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly TimerWheel _wheel;

    public TimerWheelTests() => _wheel = new TimerWheel(_time);

    public void Dispose() => _wheel.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(60_000)]
    [InlineData(3_600_000)]
    public void Schedule_AnyDelay_IsDueNeitherEarlyNorLate(int milliseconds)
    {
        var entry = new Entry();
        _time.Advance(TimeSpan.FromMilliseconds(3));
        _wheel.Schedule(entry, TimeSpan.FromMilliseconds(milliseconds));

        if (milliseconds > 0)
        {
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            entry.Fired.ShouldBe(0);
        }

        _time.Advance(TimeSpan.FromMilliseconds(3) + (2 * s_tick));
        entry.Fired.ShouldBe(1);
        _wheel.Count.ShouldBe(0);
    }

    [Fact]
    public void Schedule_RandomDelaysAndChanges_EachFiresOnceAtItsTime()
    {
        var random = new Random(17);
        var due = new Dictionary<Entry, TimeSpan>();
        var entries = new List<Entry>();
        TimeSpan now = TimeSpan.Zero;
        for (int i = 0; i < 5000; i++)
        {
            TimeSpan step = TimeSpan.FromMilliseconds(random.Next(5));
            _time.Advance(step);
            now += step;
            foreach (Entry entry in entries.Where(entry => entry.Fired > 0).ToArray())
            {
                entry.Fired.ShouldBe(1);
                now.ShouldBeGreaterThanOrEqualTo(due[entry]);
                (now - due[entry]).ShouldBeLessThan(step + (2 * s_tick) + TimeSpan.FromMilliseconds(2));
                entries.Remove(entry);
            }

            foreach (Entry entry in entries)
            {
                (now - due[entry]).ShouldBeLessThan(step + (2 * s_tick) + TimeSpan.FromMilliseconds(2), "it should have fired");
            }

            Entry chosen = entries.Count > 0 && random.Next(3) == 0 ? entries[random.Next(entries.Count)] : new Entry();
            if (random.Next(5) == 0)
            {
                _wheel.Unschedule(chosen);
                entries.Remove(chosen);
                continue;
            }

            TimeSpan delay = TimeSpan.FromMilliseconds(random.Next(random.Next(2) == 0 ? 50 : 9000));
            _wheel.Schedule(chosen, delay);
            due[chosen] = now + delay;
            if (!entries.Contains(chosen))
            {
                entries.Add(chosen);
            }
        }

        _wheel.Count.ShouldBe(entries.Count);
    }

    [Fact]
    public void Unschedule_BeforeItsTime_NeverFires()
    {
        var entry = new Entry();
        _wheel.Schedule(entry, s_tick);

        _wheel.UnscheduleAndWait(entry);

        _time.Advance(TimeSpan.FromMinutes(1));
        entry.Fired.ShouldBe(0);
    }

    [Fact]
    public void Postpone_SaysMore_FiresThatMuchLater()
    {
        var entry = new Entry { More = 100 * s_tick };
        _wheel.Schedule(entry, s_tick);

        _time.Advance(50 * s_tick);
        entry.Fired.ShouldBe(0);
        entry.More = TimeSpan.Zero;
        _time.Advance(60 * s_tick);

        entry.Fired.ShouldBe(1);
    }

    [Fact]
    public void Advance_NothingWaits_TimerIsQuiet()
    {
        var entry = new Entry();
        _wheel.Schedule(entry, s_tick);
        _time.Advance(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromHours(1)).ShouldBe(0);
        entry.Fired.ShouldBe(1);
    }

    [Fact]
    public async Task UnscheduleAndWait_WhileItFires_WaitsForTheEnd()
    {
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var entry = new Entry
        {
            OnFire = () =>
            {
                inside.Set();
                leave.Wait(TimeSpan.FromSeconds(30));
            },
        };
        _wheel.Schedule(entry, s_tick);
        Task firing = Task.Run(() => _time.Advance(TimeSpan.FromSeconds(1)));
        inside.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();

        Task waiting = Task.Run(() => _wheel.UnscheduleAndWait(entry));
        waiting.IsCompleted.ShouldBeFalse();
        leave.Set();

        await Task.WhenAll(firing, waiting).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        entry.Fired.ShouldBe(1);
    }

    private sealed class Entry : WheelEntry
    {
        public int Fired { get; private set; }

        public TimeSpan More { get; set; }

        public Action? OnFire { get; init; }

        protected internal override TimeSpan Postpone() => More;

        protected internal override void OnDue()
        {
            Fired++;
            OnFire?.Invoke();
        }
    }
}
