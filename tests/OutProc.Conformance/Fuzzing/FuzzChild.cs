using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Text.Json;
using OutProc.Conformance.Payloads;
using OutProc.Conformance.Running;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Conformance.Fuzzing;

/// <summary>Runs a batch of inputs in the child process.</summary>
internal sealed class FuzzChild(PayloadCodecs codecs, int maxDepth)
{
    private const int MaxFailures = 10;

    /// <summary>What a short input may take per byte says nothing: the exception alone is larger.</summary>
    private const int SmallInput = 256;

    private readonly FuzzTotals _totals = new();

    public FuzzTotals Run(FuzzBatch batch)
    {
        List<CorpusEntry> corpus = JsonSerializer.Deserialize<List<CorpusEntry>>(File.ReadAllText(batch.Corpus))!;
        var mutator = new Mutator(corpus, batch.Seed);
        using MemoryMappedFile marker = MemoryMappedFile.CreateFromFile(batch.Marker, FileMode.OpenOrCreate, null, sizeof(long));
        using MemoryMappedViewAccessor view = marker.CreateViewAccessor(0, sizeof(long));
        for (long number = batch.First; number < batch.First + batch.Count; number++)
        {
            // The page of the file outlives the process, however it dies.
            view.Write(0, number);
            (CorpusEntry entry, byte[] input) = mutator.Make(number);
            RunOne(number, entry, input);
        }

        return _totals;
    }

    private void RunOne(long number, CorpusEntry entry, byte[] input)
    {
        _totals.Inputs++;
        var options = new PayloadOptions { MaxDepth = maxDepth, MaxMemoryBytes = MemoryLimits.Budget(input.Length) };
        object? value = null;
        Exception? thrown = null;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            value = codecs.Read(entry.Codec, input, options, out _);
        }
        catch (Exception e)
        {
            thrown = e;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (thrown is null)
        {
            _totals.Accepted++;
            RequireRoundTrip(number, entry, value);
        }
        else
        {
            string type = thrown.GetType().FullName!;
            _totals.Exceptions[type] = _totals.Exceptions.GetValueOrDefault(type) + 1;
            if (thrown is not PayloadException)
            {
                Fail(number, entry, $"{type}: {thrown.Message}");
            }
        }

        Account(number, entry, input, allocated, thrown);
    }

    private void Account(long number, CorpusEntry entry, byte[] input, long allocated, Exception? thrown)
    {
        long limit = MemoryLimits.Of(input.Length);
        if (allocated > limit)
        {
            // Types load and code is compiled on the first use; the same input again takes what its bytes take.
            allocated = AllocatedBy(entry, input) - (thrown is null ? 0 : MemoryLimits.OfTrace(new StackTrace(thrown).FrameCount));
            if (allocated > limit)
            {
                Fail(number, entry, $"allocates {allocated} bytes for {input.Length}");
            }
        }

        if (allocated > _totals.LargestAllocation)
        {
            _totals.LargestAllocation = allocated;
            _totals.LargestAllocationInput = input.Length;
        }

        _totals.LargestShareOfLimit = Math.Max(_totals.LargestShareOfLimit, (double)allocated / limit);
        if (input.Length >= SmallInput)
        {
            _totals.LargestPerByte = Math.Max(_totals.LargestPerByte, (double)allocated / input.Length);
        }
    }

    private long AllocatedBy(CorpusEntry entry, byte[] input)
    {
        var options = new PayloadOptions { MaxDepth = maxDepth, MaxMemoryBytes = MemoryLimits.Budget(input.Length) };
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            codecs.Read(entry.Codec, input, options, out _);
        }
        catch (PayloadException)
        {
            // Only the memory matters here.
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>What was read must be writable, and what is written then must be readable and come out the same.</summary>
    private void RequireRoundTrip(long number, CorpusEntry entry, object? value)
    {
        var options = new PayloadOptions { MaxDepth = maxDepth };
        try
        {
            byte[] first = codecs.Write(entry.Codec, value, options);
            byte[] second = codecs.Write(entry.Codec, codecs.ReadWhole(entry.Codec, first, options), options);

            // Bags and hash tables may come in another order.
            if (first.Length != second.Length)
            {
                Fail(number, entry, $"is written as {first.Length} bytes, then as {second.Length}");
            }
        }
        catch (Exception e)
        {
            Fail(number, entry, $"is read, but not written or read again: {e.GetType().FullName}: {e.Message}");
        }
    }

    private void Fail(long number, CorpusEntry entry, string what)
    {
        _totals.FailureCount++;
        if (_totals.Failures.Count < MaxFailures)
        {
            _totals.Failures.Add($"input {number} ({entry.Name}): {what}");
        }
    }
}
