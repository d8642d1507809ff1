using System.Globalization;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>
/// One participant's way to a dictionary or list that the host keeps: makes the bytes of what is asked, and reads the answers.
/// </summary>
/// <remarks>Thread-safe. Values are written and read here, on the thread of whoever asks: it is user code.</remarks>
internal sealed class StoreClient
{
    private readonly SharedEntry _entry;

    /// <param name="entry">What the participant knows of the dictionary or list.</param>
    public StoreClient(SharedEntry entry) => _entry = entry;

    public string Name => _entry.Name;

    private PayloadOptions Payloads => _entry.Set.Payloads;

    /// <summary>The bytes of a key, by which the host compares it.</summary>
    /// <exception cref="PayloadException">It cannot be written.</exception>
    public byte[] Encode<TKey>(TKey key)
    {
        using PayloadBuffer buffer = SharedCodec<TKey>.Encode(key, Payloads);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a key or value from its bytes alone.</summary>
    /// <exception cref="PayloadException">They are none.</exception>
    public TValue Decode<TValue>(ReadOnlySpan<byte> bytes) => SharedCodec<TValue>.Decode(bytes, Payloads);

    /// <summary>Asks for something that needs no value.</summary>
    public ValueTask<StoreAnswer> AskAsync(StoreOperation operation, long number, byte[] key, CancellationToken cancellationToken)
    {
        var request = PayloadBuffer.Rent();
        var writer = new PayloadWriter(request, Payloads);
        WriteHeader(ref writer, operation, number, key);
        writer.Complete();
        return AskAsync(request, cancellationToken);
    }

    /// <summary>Asks for something with a value.</summary>
    /// <exception cref="PayloadException">The value cannot be written.</exception>
    public ValueTask<StoreAnswer> AskAsync<TValue>(
        StoreOperation operation, long number, byte[] key, TValue value, CancellationToken cancellationToken)
    {
        var request = PayloadBuffer.Rent();
        try
        {
            var writer = new PayloadWriter(request, Payloads);
            WriteHeader(ref writer, operation, number, key);
            SharedCodec<TValue>.Write(ref writer, value);
            writer.Complete();
        }
        catch
        {
            request.Dispose();
            throw;
        }

        return AskAsync(request, cancellationToken);
    }

    /// <summary>Asks for something with many values.</summary>
    /// <exception cref="PayloadException">One of them cannot be written.</exception>
    public ValueTask<StoreAnswer> AskAboutAllAsync<TValue>(
        StoreOperation operation, IEnumerable<TValue> values, CancellationToken cancellationToken)
    {
        var request = PayloadBuffer.Rent();
        try
        {
            var writer = new PayloadWriter(request, Payloads);
            WriteHeader(ref writer, operation, 0, []);
            foreach (TValue value in values)
            {
                byte[] item = Encode(value);
                writer.WriteUnmanaged(item.Length);
                WriteBytes(ref writer, item);
            }

            writer.Complete();
        }
        catch
        {
            request.Dispose();
            throw;
        }

        return AskAsync(request, cancellationToken);
    }

    private static void WriteBytes(ref PayloadWriter writer, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        DelegatedWriter target = writer.BeginDelegated();
        bytes.CopyTo(target.GetSpan(bytes.Length));
        target.Advance(bytes.Length);
        writer.EndDelegated(target);
    }

    private void WriteHeader(ref PayloadWriter writer, StoreOperation operation, long number, byte[] key)
    {
        writer.WriteUnmanaged(_entry.Id);
        writer.WriteUnmanaged((byte)operation);
        writer.WriteUnmanaged(number);
        writer.WriteUnmanaged(key.Length);
        WriteBytes(ref writer, key);
    }

    private async ValueTask<StoreAnswer> AskAsync(PayloadBuffer request, CancellationToken cancellationToken)
    {
        var answer = new StoreAnswer(await _entry.Set.Link.RequestAsync(request, cancellationToken).ConfigureAwait(false), Payloads);
        if (answer.Status is not (StoreStatus.Full or StoreStatus.TooLarge or StoreStatus.Disposed))
        {
            return answer;
        }

        using (answer)
        {
            throw Refused(answer.Status, answer.Number);
        }
    }

    private SharedResourceException Refused(StoreStatus status, long number) => new(
        status switch
        {
            StoreStatus.Full => string.Create(
                CultureInfo.InvariantCulture, $"'{Name}' is full: what it holds takes at most {number} bytes. Declare it with another maxBytes."),
            StoreStatus.TooLarge => string.Create(
                CultureInfo.InvariantCulture,
                $"What was asked of '{Name}' takes {number} bytes, and a message of this pool no more than Calls.MaxMessageBytes. Walk through it by await foreach."),
            _ => $"'{Name}' is used after the pool that it belongs to was disposed.",
        },
        Name);
}
