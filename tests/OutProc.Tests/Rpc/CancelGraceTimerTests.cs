using OutProc.Rpc;
using OutProc.Tests.Support;

namespace OutProc.Tests.Rpc;

public sealed class CancelGraceTimerTests
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private readonly ManualTimeProvider _time = new();
    private readonly HashSet<long> _pending = [];
    private bool _debugged;
    private int _expired;

    [Fact]
    public void Watch_CallGoesOn_ExpiresOnceAfterTheGrace()
    {
        using CancelGraceTimer timer = Create();
        _pending.Add(1);
        timer.Watch(1);

        _time.Advance(TimeSpan.FromSeconds(1.9));
        _expired.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(10));

        _expired.ShouldBe(1);
    }

    [Fact]
    public void Watch_CallEnds_NeverExpires()
    {
        using CancelGraceTimer timer = Create();
        timer.Watch(1);

        _time.Advance(TimeSpan.FromSeconds(10));

        _expired.ShouldBe(0);
    }

    [Fact]
    public void Watch_DebuggerAttached_GraceStartsAnewUntilItLeaves()
    {
        using CancelGraceTimer timer = Create();
        _pending.Add(1);
        _debugged = true;
        timer.Watch(1);

        _time.Advance(TimeSpan.FromMinutes(10));
        _expired.ShouldBe(0);
        _debugged = false;
        _time.Advance(2 * s_grace);

        _expired.ShouldBe(1);
    }

    private CancelGraceTimer Create() => new(s_grace, _time, _pending.Contains, () => _debugged, () => _expired++);
}
