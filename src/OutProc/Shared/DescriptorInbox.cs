using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Interop;

namespace OutProc.Shared;

/// <summary>Descriptors that have come from other processes, and wait for the message that they are part of.</summary>
/// <remarks>
/// They travel on the control channel, messages on the data channel: either may be there first. Thread-safe. A peer that sends
/// descriptors which no message asks for has the oldest of its own closed.
/// </remarks>
internal sealed class DescriptorInbox
{
    /// <summary>How many descriptors of one peer wait at the same time.</summary>
    private const int MaxWaiting = 1024;

    /// <summary>How long a message waits for its descriptor, and descriptors of a peer that has ended for their message.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    // A monitor rather than a Lock: messages wait here.
    private readonly object _lock = new();
    private readonly Dictionary<long, (object Peer, FileDescriptor? Descriptor)> _arrived = [];
    private readonly Dictionary<object, Queue<long>> _tickets = [];

    /// <summary>Takes in what a peer has sent.</summary>
    /// <param name="peer">Identifies the peer.</param>
    /// <param name="ticket">What the message calls it.</param>
    /// <param name="descriptor">The descriptor, owned by the inbox; <c>null</c> when the sender or this process had no room for it.</param>
    public void Add(object peer, long ticket, FileDescriptor? descriptor)
    {
        lock (_lock)
        {
            if (!_arrived.TryAdd(ticket, (peer, descriptor)))
            {
                descriptor?.Dispose();
                return;
            }

            if (!_tickets.TryGetValue(peer, out Queue<long>? tickets))
            {
                _tickets.Add(peer, tickets = new Queue<long>());
            }

            while (tickets.TryPeek(out long oldest) && !_arrived.ContainsKey(oldest))
            {
                tickets.Dequeue();
            }

            tickets.Enqueue(ticket);
            if (tickets.Count > MaxWaiting)
            {
                Drop(tickets.Dequeue());
            }

            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Takes what a message calls by a ticket. Waits for it, in bounds.</summary>
    /// <returns>The descriptor, which becomes the caller's.</returns>
    /// <exception cref="SharedResourceException">It did not come, or there was no room for it.</exception>
    public FileDescriptor Take(long ticket)
    {
        long started = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            while (true)
            {
                if (_arrived.Remove(ticket, out (object Peer, FileDescriptor? Descriptor) found))
                {
                    return found.Descriptor ?? throw new SharedResourceException(
                        "A handle could not be handed over: the sender or the receiver has no descriptor left. "
                        + "Raise the limit of open files (ulimit -n).");
                }

                TimeSpan left = s_limit - Stopwatch.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    throw new SharedResourceException(
                        "A handle could not be handed over: it was read already, or its sender has ended before it sent it.");
                }

                Monitor.Wait(_lock, left);
            }
        }
    }

    /// <summary>The peer has ended: closes what nobody asks for any more, once its last messages have had the time to be read.</summary>
    public void End(object peer)
    {
        lock (_lock)
        {
            if (!_tickets.ContainsKey(peer))
            {
                return;
            }
        }

        _ = EndLaterAsync(peer);
    }

    /// <summary>Closes everything.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach ((_, FileDescriptor? descriptor) in _arrived.Values)
            {
                descriptor?.Dispose();
            }

            _arrived.Clear();
            _tickets.Clear();
        }
    }

    private async Task EndLaterAsync(object peer)
    {
        await Task.Delay(s_limit).ConfigureAwait(false);
        lock (_lock)
        {
            if (_tickets.Remove(peer, out Queue<long>? tickets))
            {
                foreach (long ticket in tickets)
                {
                    Drop(ticket);
                }
            }
        }
    }

    private void Drop(long ticket)
    {
        if (_arrived.Remove(ticket, out (object Peer, FileDescriptor? Descriptor) dropped))
        {
            dropped.Descriptor?.Dispose();
        }
    }
}
