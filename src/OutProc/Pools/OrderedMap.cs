using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace OutProc.Pools;

/// <summary>Runs a call for each item, a bounded number at a time, and yields the results in the order of the items.</summary>
internal static class OrderedMap
{
    public static async IAsyncEnumerable<TResult> RunAsync<T, TItem, TResult>(
        T proxy,
        IEnumerable<TItem> source,
        Func<T, TItem, CancellationToken, ValueTask<TResult>> call,
        int window,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<ValueTask<TResult>>(window);
        ExceptionDispatchInfo? sourceError = null;
        using IEnumerator<TItem> items = source.GetEnumerator();
        bool more = true;
        try
        {
            while (true)
            {
                while (more && underWay.Count < window)
                {
                    try
                    {
                        more = items.MoveNext();
                        if (more)
                        {
#pragma warning disable CA2012 // Each is awaited once, when it is taken out of the queue.
                            underWay.Enqueue(call(proxy, items.Current, stop.Token));
#pragma warning restore CA2012
                        }
                    }
                    catch (Exception e)
                    {
                        // The results of the items before it come first, then this.
                        sourceError = ExceptionDispatchInfo.Capture(e);
                        more = false;
                    }
                }

                if (!underWay.TryDequeue(out ValueTask<TResult> oldest))
                {
                    sourceError?.Throw();
                    yield break;
                }

                yield return await oldest.ConfigureAwait(false);
            }
        }
        finally
        {
            await StopAsync(stop, underWay).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves nothing running behind: cancels what is under way and waits for its end, which the cancel grace bounds.</summary>
    private static async Task StopAsync<TResult>(CancellationTokenSource stop, Queue<ValueTask<TResult>> underWay)
    {
        if (underWay.Count == 0)
        {
            return;
        }

        await stop.CancelAsync().ConfigureAwait(false);
        while (underWay.TryDequeue(out ValueTask<TResult> call))
        {
            try
            {
                await call.ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Expected: cancelled, or failed beside the failure that the consumer sees.
            }
        }
    }
}
