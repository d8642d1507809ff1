using OutProc.Chaos.Workers;
using OutProc.Contracts;

namespace OutProc.Chaos.Calls;

/// <summary>Makes one call after the other, of all kinds and sizes, and says how each ended.</summary>
internal sealed class Caller(IVictimPool pool, Ledger ledger, Random random)
{
    /// <summary>Far above what a start, a grace and the longest stop take together; a call that takes longer hangs.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(90);

    /// <summary>Around the edges of what is copied at once: nothing, a few bytes, a piece, several pieces, more than a ring.</summary>
    private static readonly int[] s_sizes = [0, 1, 31, 100, 100, 1_000, 1_000, 4_000, 4_000, 70_000, 131_072, 400_000, 1_300_000];

    /// <summary>Calls until <paramref name="stop"/>; the last one is not cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            CallKind kind = random.Next(100) switch
            {
                < 40 => CallKind.Transform,
                < 55 => CallKind.TransformLater,
                < 75 => CallKind.Sum,
                < 90 => CallKind.Generate,
                < 97 => CallKind.Refuse,
                _ => CallKind.Sleep,
            };
            using var cancellation = new CancellationTokenSource();
            if (random.Next(8) == 0)
            {
                cancellation.CancelAfter(random.Next(20));
            }

            await CallAsync(kind, id => BeginAsync(kind, id, cancellation.Token), cancellation.Token);
        }
    }

    public Task MisbehaveAsync(Misdeed misdeed, int seed)
        => CallAsync(CallKind.Misdeed, id => MisbehaveAsync(id, misdeed, seed), CancellationToken.None, $"{misdeed}, {seed}");

    private async Task CallAsync(CallKind kind, Func<long, Task<bool>> begin, CancellationToken cancellation, string details = "")
    {
        long id = ledger.Open(kind);
        Task<CallOutcome> call = EndAsync(kind, id, begin, cancellation);
        if (await Task.WhenAny(call, Task.Delay(s_bound, CancellationToken.None)) == call)
        {
            ledger.Close(id, await call);
            return;
        }

        Console.WriteLine($"hung: call {id} ({kind} {details}) on {pool.Name}, with the processes {string.Join(' ', pool.ProcessIds)}");
        ledger.Close(id, CallOutcome.Hung);
    }

    private async Task<CallOutcome> EndAsync(CallKind kind, long id, Func<long, Task<bool>> begin, CancellationToken cancellation)
    {
        try
        {
            return await begin(id) ? CallOutcome.Result : CallOutcome.WrongResult;
        }
        catch (InvalidOperationException e) when (e.Message == Pattern.Refusal(id))
        {
            return CallOutcome.RemoteError;
        }
        catch (IOException) when (kind == CallKind.Misdeed)
        {
            // Two misdeeds at a time: one has taken the descriptors that the other needs.
            return CallOutcome.RemoteError;
        }
        catch (OutOfMemoryException) when (kind == CallKind.TransformLater)
        {
            // What the runtime throws in a worker without descriptors that needs its first timer: the method's own misfortune.
            return CallOutcome.RemoteError;
        }
        catch (RemoteCanceledException e) when (cancellation.IsCancellationRequested)
        {
            return e.WorkerKilled ? CallOutcome.CancelledByKill : CallOutcome.Cancelled;
        }
        catch (WorkerCrashedException e)
        {
            return e.MayHaveExecuted ? CallOutcome.Crashed : CallOutcome.CrashedUnstarted;
        }
        catch (PoisonCallException)
        {
            return CallOutcome.Poisonous;
        }
        catch (RemoteTimeoutException)
        {
            return CallOutcome.TimedOut;
        }
        catch (WorkerStartException)
        {
            return CallOutcome.NoWorker;
        }
        catch (WorkerPoolFaultedException)
        {
            // As an operator would, once the descriptors are back.
            await pool.ResetAsync();
            return CallOutcome.NoWorker;
        }
        catch (Exception e)
        {
            ledger.Note($"{e.GetType().Name}: {e.Message}");
            return CallOutcome.Unexpected;
        }
    }

    private async Task<bool> BeginAsync(CallKind kind, long id, CancellationToken cancellationToken)
    {
        int size = s_sizes[random.Next(s_sizes.Length)];
        switch (kind)
        {
            case CallKind.Transform:
                return IsTransformed(id, size, await pool.Calls.TransformAsync(id, Pattern.Create(id, size), cancellationToken));
            case CallKind.TransformLater:
                int milliseconds = random.Next(5);
                return IsTransformed(
                    id, size, await pool.Calls.TransformLaterAsync(id, Pattern.Create(id, size), milliseconds, cancellationToken));
            case CallKind.Sum:
                byte[] data = Pattern.Create(id, size);
                return await pool.Calls.SumAsync(id, data, cancellationToken) == Pattern.Sum(data);
            case CallKind.Generate:
                return (await pool.Calls.GenerateAsync(id, size, cancellationToken)).AsSpan().SequenceEqual(Pattern.Create(id, size));
            case CallKind.Refuse:
                await pool.Calls.RefuseAsync(id, cancellationToken);
                return false;
            case CallKind.Sleep:
                // Longer than the grace of a cancelled call, now and then.
                await pool.Calls.SleepAsync(id, random.Next(10) == 0 ? random.Next(600) : random.Next(5), cancellationToken);
                return true;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a caller's kind.");
        }
    }

    private async Task<bool> MisbehaveAsync(long id, Misdeed misdeed, int seed)
    {
        await pool.Calls.MisbehaveAsync(id, misdeed, seed, CancellationToken.None);
        return true;
    }

    private static bool IsTransformed(long id, int size, byte[] result)
    {
        byte[] expected = Pattern.Create(id, size);
        Pattern.Transform(id, expected);
        return result.AsSpan().SequenceEqual(expected);
    }
}
