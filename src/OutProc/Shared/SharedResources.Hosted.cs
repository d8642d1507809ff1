using OutProc.Contracts;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Shared;

/// <content>What lies in the memory of the process that made the set, and is asked for: dictionaries and lists.</content>
public sealed partial class SharedResources
{
    private readonly HostedStores _hosted = new();
    private IHostLink? _upstream;
    private PayloadOptions? _payloads;

    /// <summary>The way to the process that made the set.</summary>
    /// <exception cref="SharedResourceException">There is none.</exception>
    internal IHostLink Link => IsRoot ? _hosted : _upstream ?? throw Disposed(null);

    /// <summary>Answers what the workers ask that this process has started.</summary>
    internal IHostRequestHandler Requests => IsRoot ? _hosted : new RelayedRequests(this);

    /// <summary>The limits that what is asked and answered is written and read under.</summary>
    internal PayloadOptions Payloads => _payloads ??= PayloadOptions.Default with { Resources = this };

    /// <summary>Tells a worker how to ask.</summary>
    internal void Connect(IHostLink upstream, PayloadOptions payloads)
    {
        _upstream = upstream;
        _payloads = payloads with { Resources = this };
    }

    /// <summary>Keeps a store for an entry, in the process that made the set.</summary>
    internal void Host(SharedEntry entry, HostedStore store) => _hosted.Add(entry.Id, store);

    /// <summary>Calls back when there is something that a worker may ask for: now or later, under the lock.</summary>
    internal void WhenHosted(SharedMember member, Action listen)
    {
        lock (_lock)
        {
            member.Listen = listen;
            if (_entries.Exists(static entry => entry.IsHosted))
            {
                listen();
            }
        }
    }
}
