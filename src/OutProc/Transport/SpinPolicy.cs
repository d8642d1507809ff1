using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using OutProc.Interop;

namespace OutProc.Transport;

/// <summary>Decides whether a thread that waits for the peer polls for a moment before it sleeps.</summary>
/// <remarks>
/// A sleep and its wake-up cost ten to forty microseconds, a peer that is awake on another processor answers in less than one. But polling is worse
/// than useless when the peer needs this very processor, and when what is waited for takes long. Hence: no polling on a single
/// processor, none when the peer ran last where this thread runs, and after a poll in vain the next 1, 2, 4 ... 256 are skipped. For one thread.
/// </remarks>
internal sealed class SpinPolicy
{
    /// <summary>Looks between two readings of the clock.</summary>
    public const int LooksPerTick = 16;

    private const int MaxSkip = 256;

    /// <summary>The environment variable with the budget in microseconds.</summary>
    private const string Variable = "OUTPROC_SPIN_US";

    private readonly long _budget;
    private int _skip;
    private int _nextSkip = 1;

    /// <summary>The budget where none is given.</summary>
    public static TimeSpan DefaultBudget { get; } = ReadBudget(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The longest budget: by then the peer could have been woken many times over.</summary>
    public static TimeSpan MaxBudget { get; } = TimeSpan.FromMilliseconds(1);

    public SpinPolicy(TimeSpan budget)
        => _budget = Environment.ProcessorCount == 1 ? 0 : (long)(budget.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Never polls. It has no state, so anybody may use it.</summary>
    public static SpinPolicy Off { get; } = new(TimeSpan.Zero);

    /// <summary>Whether polling may ever pay.</summary>
    public bool IsEnabled => _budget > 0;

    /// <summary>Whether to poll this time.</summary>
    /// <param name="peerCpu">The processor the peer ran on last, plus one; 0 when that is not known.</param>
    /// <param name="end">The time stamp at which to stop.</param>
    public bool TryBegin(int peerCpu, out long end)
    {
        end = 0;
        if (_budget == 0 || (peerCpu != 0 && LibC.CurrentCpu() + 1 == peerCpu))
        {
            return false;
        }

        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        end = Stopwatch.GetTimestamp() + _budget;
        return true;
    }

    /// <summary>Polls, if that promises anything.</summary>
    /// <param name="peerCpu">The processor the peer ran on last, plus one; 0 when that is not known.</param>
    /// <param name="state">What <paramref name="look"/> looks at.</param>
    /// <param name="look">Whether it has come.</param>
    /// <returns>Whether it came.</returns>
    public bool Poll<TState>(int peerCpu, TState state, Func<TState, bool> look)
    {
        if (!TryBegin(peerCpu, out long end))
        {
            return false;
        }

        do
        {
            for (int i = 0; i < LooksPerTick; i++)
            {
                if (look(state))
                {
                    Succeed();
                    return true;
                }

                Pause();
            }
        }
        while (Stopwatch.GetTimestamp() < end);

        Fail();
        return false;
    }

    /// <summary>Goes on polling while a large message is arriving.</summary>
    /// <param name="progress">How much has arrived.</param>
    /// <param name="seen">How much had arrived when it was looked at last.</param>
    /// <param name="end">The time stamp at which to stop.</param>
    /// <returns>Whether more has arrived.</returns>
    public bool TryExtend(long progress, ref long seen, ref long end)
    {
        if (progress == seen)
        {
            return false;
        }

        seen = progress;
        end = Stopwatch.GetTimestamp() + _budget;
        return true;
    }

    /// <summary>What was waited for came while it was polled for.</summary>
    public void Succeed() => _nextSkip = 1;

    /// <summary>It did not.</summary>
    public void Fail()
    {
        _skip = _nextSkip;
        _nextSkip = Math.Min(_nextSkip * 2, MaxSkip);
    }

    /// <summary>The budget that the environment asks for; what is not a sensible number is ignored.</summary>
    internal static TimeSpan ReadBudget(string? microseconds)
        => int.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= MaxBudget.TotalMicroseconds
            ? TimeSpan.FromMicroseconds(value)
            : TimeSpan.FromMicroseconds(20);

    /// <summary>Tells the processor that this is a polling loop. Never gives the time slice away: under load that costs milliseconds.</summary>
    public static void Pause()
    {
        if (X86Base.IsSupported)
        {
            X86Base.Pause();
        }
        else if (ArmBase.IsSupported)
        {
            ArmBase.Yield();
        }
    }
}
