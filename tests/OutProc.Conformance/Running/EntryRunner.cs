using OutProc.Conformance.Vectors;

namespace OutProc.Conformance.Running;

/// <summary>Runs the entries that write and read bytes, and judges what comes out.</summary>
internal sealed class EntryRunner(Child child, Differences differences)
{
    /// <summary>What the vectors nest to, close below the real writer's own limit.</summary>
    private const int MaxDepth = 1000;

    public async Task<EntryResult> RunAsync(Entry entry)
    {
        Vector vector = entry.Vector;
        if (differences.Find(vector, Deviation.NotRun) is { } notRun)
        {
            return new EntryResult(vector, Outcome.NotApplicable, notRun.Reason, notRun);
        }

        if (entry.Unit is null)
        {
            return new EntryResult(vector, Outcome.NotApplicable, $"entries of kind '{vector.Kind}' are not known to this program");
        }

        if (!vector.HasBytes && vector.Kind != "unsupported")
        {
            return new EntryResult(vector, Outcome.NotApplicable, "its bytes are not in the file");
        }

        if (Judged(entry) is { } judged)
        {
            return judged;
        }

        return vector.Kind switch
        {
            "golden" => await GoldenAsync(entry),
            "cross" => await CrossAsync(entry),
            "accept" => await AcceptAsync(entry),
            "reject" => await RejectAsync(entry),
            "malformed" => await MalformedAsync(entry),
            _ => await UnsupportedAsync(entry),
        };
    }

    /// <summary>What is known before anything runs: the entry does not compile, or one of its types is refused.</summary>
    private EntryResult? Judged(Entry entry)
    {
        Vector vector = entry.Vector;
        bool mustRefuse = vector.Kind == "unsupported";
        if (entry.CompileError is { } error)
        {
            return mustRefuse ? Passed(entry) : Failed(entry, $"does not compile: {error}");
        }

        if (entry.Refusal is { } refusal)
        {
            return mustRefuse ? Passed(entry) : differences.Find(vector, Deviation.Refuses) is { } difference
                ? new EntryResult(vector, Outcome.NotApplicable, difference.Reason, difference)
                : new EntryResult(vector, Outcome.NotApplicable, $"its type is refused: {refusal}");
        }

        return entry.ValueError is not { } valueError ? null
            : mustRefuse ? new EntryResult(vector, Outcome.NotApplicable, $"its value cannot be made: {valueError}")
            : Failed(entry, $"its value does not compile: {valueError}");
    }

    private async Task<EntryResult> GoldenAsync(Entry entry)
    {
        Vector vector = entry.Vector;
        byte[] expected = vector.OursHex is { } ours ? Convert.FromHexString(ours) : vector.Bytes;
        ChildReply written = await WriteAsync(entry);
        if (written.Outcome != "done")
        {
            return Failed(entry, $"writing ended in {written.Message}");
        }

        // Text is always written as UTF-8; a UTF-16 entry can only be read.
        if (vector.Encoding == "utf16")
        {
            expected = written.Bytes!;
        }
        else if (!SameBytes(written.Bytes!, expected, vector))
        {
            return Other(entry, "writes other bytes", expected, written.Bytes!, Deviation.WritesOther);
        }

        byte[] input = vector.Encoding == "utf16" ? vector.Bytes : expected;
        ChildReply read = await ReadAsync(entry, input, rewrite: true);
        if (read.Outcome != "done")
        {
            return Refused(entry, read);
        }

        if (read.Consumed != input.Length)
        {
            return Failed(entry, $"reads {read.Consumed} of {input.Length} bytes");
        }

        bool isSame = SameBytes(read.Bytes!, expected, vector)
            || (vector.Rehex is { } rehex && SameBytes(read.Bytes!, Convert.FromHexString(rehex), vector));
        return isSame
            ? Passed(entry)
            : Other(entry, "writes other bytes after reading", expected, read.Bytes!, Deviation.WritesOther);
    }

    private async Task<EntryResult> CrossAsync(Entry entry)
    {
        ChildReply written = await WriteAsync(entry);
        if (written.Outcome != "done")
        {
            return Failed(entry, $"writing ended in {written.Message}");
        }

        return SameBytes(written.Bytes!, entry.Vector.Bytes, entry.Vector)
            ? await (entry.Vector.Exception is null ? AcceptAsync(entry) : RejectAsync(entry))
            : Other(entry, "writes other bytes", entry.Vector.Bytes, written.Bytes!, Deviation.WritesOther);
    }

    private async Task<EntryResult> AcceptAsync(Entry entry)
    {
        Vector vector = entry.Vector;
        ChildReply read = await ReadAsync(entry, vector.Bytes, rewrite: true);
        if (read.Outcome != "done")
        {
            return Refused(entry, read);
        }

        if (vector.Consumed is { } consumed && consumed != read.Consumed)
        {
            return Failed(entry, $"reads {read.Consumed} bytes instead of {consumed}");
        }

        return vector.Rehex is not { } rehex || SameBytes(read.Bytes!, Convert.FromHexString(rehex), vector)
            ? Passed(entry)
            : Other(entry, "writes other bytes after reading", Convert.FromHexString(rehex), read.Bytes!, Deviation.WritesOther);
    }

    private async Task<EntryResult> RejectAsync(Entry entry)
    {
        ChildReply read = await ReadAsync(entry, entry.Vector.Bytes, rewrite: false);
        return read.Outcome switch
        {
            "refused" => Passed(entry),
            "done" => Failed(entry, $"is read, but must be refused: {entry.Vector.ErrorText}"),
            _ => Failed(entry, read.Message!),
        };
    }

    private async Task<EntryResult> MalformedAsync(Entry entry)
    {
        Vector vector = entry.Vector;
        long limit = MemoryLimits.Of(vector.Bytes.Length);
        ChildReply read = await child.AskAsync(Request(entry, "read", entry.Codec!) with
        {
            Input = vector.Bytes,
            Measure = true,
            MaxMemoryBytes = MemoryLimits.Budget(vector.Bytes.Length),
        });
        bool asRequired = (read.Outcome, vector.RequireOurs) switch
        {
            ("refused", "error" or "either") => true,
            ("done", "accept" or "either") => true,
            _ => false,
        };
        if (!asRequired)
        {
            string what = read.Outcome == "done" ? "is read" : read.Message!;
            return Failed(entry, $"must end in {vector.RequireOurs}, but {what} ({vector.Bytes.Length} bytes)");
        }

        return read.Allocated - read.AllocatedForTrace <= limit
            ? Passed(entry)
            : Failed(entry, $"allocates {read.Allocated} bytes for an input of {vector.Bytes.Length}; the limit is {limit}");
    }

    private async Task<EntryResult> UnsupportedAsync(Entry entry)
    {
        if (entry.Maker is null)
        {
            return Accepts(entry, "accepts a type that the real library refuses");
        }

        ChildReply written = await WriteAsync(entry);
        return written.Outcome switch
        {
            "refused" => Passed(entry),
            "done" => Accepts(entry, $"writes what the real library refuses ({entry.Vector.ErrorText})"),
            _ => Failed(entry, written.Message!),
        };
    }

    private Task<ChildReply> WriteAsync(Entry entry)
        => child.AskAsync(Request(entry, "write", entry.WriteCodec!) with { Maker = entry.Maker });

    private Task<ChildReply> ReadAsync(Entry entry, byte[] input, bool rewrite)
        => child.AskAsync(Request(entry, "read", entry.Codec!) with { Input = input, Rewrite = rewrite });

    private static ChildRequest Request(Entry entry, string op, string codec)
        => new() { Op = op, Assembly = entry.Unit!.Path, Codec = codec, MaxDepth = MaxDepth };

    private static EntryResult Passed(Entry entry) => new(entry.Vector, Outcome.Passed);

    private static EntryResult Failed(Entry entry, string message) => new(entry.Vector, Outcome.Failed, message);

    private EntryResult Accepts(Entry entry, string message)
        => differences.Find(entry.Vector, Deviation.Accepts) is { } difference
            ? new EntryResult(entry.Vector, Outcome.Different, difference.Reason, difference)
            : Failed(entry, message);

    private EntryResult Refused(Entry entry, ChildReply read)
        => read.Outcome == "refused" && differences.Find(entry.Vector, Deviation.RejectsBytes) is { } difference
            ? new EntryResult(entry.Vector, Outcome.Different, difference.Reason, difference)
            : Failed(entry, $"reading ended in {read.Message}");

    private EntryResult Other(Entry entry, string message, byte[] expected, byte[] actual, Deviation deviation)
        => differences.Find(entry.Vector, deviation) is { } difference
            ? new EntryResult(entry.Vector, Outcome.Different, difference.Reason, difference)
            : Failed(entry, message) with { Expected = Convert.ToHexStringLower(expected), Actual = Convert.ToHexStringLower(actual) };

    /// <summary>
    /// Whether the bytes are equal where they mean something. Padding has no value, and the vector says where it is; ours is always zero.
    /// </summary>
    private static bool SameBytes(byte[] actual, byte[] expected, Vector vector)
    {
        if (actual.Length != expected.Length)
        {
            return false;
        }

        byte[] mask = Convert.FromHexString(vector.PaddingMask ?? "");
        for (int i = 0; i < actual.Length; i++)
        {
            int padding = i < mask.Length ? mask[i] : 0;
            if (actual[i] != (expected[i] & ~padding))
            {
                return false;
            }
        }

        return true;
    }
}
