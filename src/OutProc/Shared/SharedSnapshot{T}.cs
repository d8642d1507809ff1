using System.Diagnostics.CodeAnalysis;
using OutProc.Contracts;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Shared;

/// <summary>A value that is published as a whole, as often as its publisher likes, and of which all workers of a pool and their host read the newest.</summary>
/// <typeparam name="T">The value: what could be the argument of a call.</typeparam>
/// <remarks>
/// <para>
/// For what many read and few change: settings, a price list, a model. Reading costs one look at shared memory while nothing new was published; a new version
/// is copied and made an object once in each process, and all who read it there get the same object: treat it as unchangeable. Reading
/// waits for nobody.
/// </para>
/// <para>
/// A process that dies while it publishes leaves the version before in place.
/// </para>
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedSnapshot<T> : ISharedResource<SharedSnapshot<T>>
{
    /// <summary>More often than that nobody publishes between two looks.</summary>
    private const int MaxTries = 1 << 12;

    private readonly SharedEntry _entry;
    private readonly SnapshotMemory _memory;
    private readonly SharedLock _publishing;
    private readonly SharedPrimitive _published;
    private readonly PayloadOptions _options;
    private volatile Cached? _cached;

    private SharedSnapshot(SharedEntry entry)
    {
        SharedCodec<T>.Require();
        _entry = entry;
        _memory = new SnapshotMemory(entry);
        _publishing = new SharedLock(entry.Primitive());
        _published = entry.Primitive(1);
        _options = new PayloadOptions { MaxMessageBytes = Math.Max(_memory.MaxBytes, PayloadOptions.Default.MaxMessageBytes) };
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _entry.Name;

    /// <summary>Counts what was published; 0 when nothing was.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public long Version
    {
        get
        {
            _published.ThrowIfDisposed();
            return _memory.Version;
        }
    }

    static SharedKind ISharedResource<SharedSnapshot<T>>.Kind => SharedKind.Snapshot;

    static string? ISharedResource<SharedSnapshot<T>>.Layout => SharedLayout.OfItem<T>();

    SharedEntry ISharedResource<SharedSnapshot<T>>.Entry => _entry;

    /// <summary>Reads the newest version, if there is one.</summary>
    /// <param name="value">The value; the same object for all who read this version in this process.</param>
    /// <returns>Whether anything was published.</returns>
    /// <exception cref="PayloadException">The version cannot be read.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public bool TryRead([MaybeNullWhen(false)] out T value)
    {
        Cached? newest = ReadNewest();
        value = newest is null ? default : newest.Value;
        return newest is not null;
    }

    /// <summary>Reads the newest version.</summary>
    /// <returns>The value; the same object for all who read this version in this process.</returns>
    /// <exception cref="InvalidOperationException">Nothing was published yet.</exception>
    /// <exception cref="PayloadException">The version cannot be read.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public T Read() => TryRead(out T? value) ? value : throw new InvalidOperationException($"Nothing was published in the shared snapshot '{Name}' yet.");

    /// <summary>Waits until a version is there that is newer than one that is known.</summary>
    /// <param name="knownVersion">The version that is known; 0 for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The newest version at that moment; those in between are passed over.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<long> WaitForNewerAsync(long knownVersion, CancellationToken cancellationToken = default)
    {
        if (Version <= knownVersion)
        {
            await _published.WaitAsync(new NewerWaiter(this, knownVersion), Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }

        return _memory.Version;
    }

    /// <summary>Publishes a value: from now on all read this one.</summary>
    /// <param name="value">The value. It is copied.</param>
    /// <param name="cancellationToken">Ends the wait for others who publish at this moment.</param>
    /// <returns>The number of the version.</returns>
    /// <exception cref="PayloadException">The value cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The value is larger than declared, or the pool is disposed.</exception>
    public async ValueTask<long> PublishAsync(T value, CancellationToken cancellationToken = default)
    {
        _published.ThrowIfDisposed();
        using PayloadBuffer bytes = SharedCodec<T>.Encode(value, _options);
        if (bytes.Length > _memory.MaxBytes)
        {
            throw new SharedResourceException(
                $"A version of {bytes.Length} bytes does not fit: '{Name}' was declared for values of {_memory.MaxBytes} bytes at most.", Name);
        }

        SharedLockLease lease = await _publishing.AcquireAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            long version = _memory.Store(bytes.WrittenSpan);
            _published.WakeAll();
            return version;
        }
    }

    static SharedSnapshot<T> ISharedResource<SharedSnapshot<T>>.Open(SharedEntry entry) => new(entry);

    private Cached? ReadNewest()
    {
        _published.ThrowIfDisposed();
        for (int tries = 0; tries < MaxTries; tries++)
        {
            long version = _memory.Version;
            if (version == 0)
            {
                return null;
            }

            if (_cached is { } cached && cached.Version == version)
            {
                return cached;
            }

            if (_memory.TryCopy(version) is { } bytes)
            {
                using (bytes)
                {
                    return _cached = new Cached(version, SharedCodec<T>.Decode(bytes.WrittenSpan, _options));
                }
            }

            SpinPolicy.Pause();
        }

        throw new SharedResourceException($"The memory of the shared snapshot '{Name}' never holds still: a process that shares it is broken.", Name);
    }

    private sealed record Cached(long Version, T Value);

    private sealed class NewerWaiter(SharedSnapshot<T> owner, long known) : Waiter
    {
        public override bool TryTake(bool waited) => IsAvailable();

        public override bool IsAvailable() => owner._memory.Version > known;
    }
}
