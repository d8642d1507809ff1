using System.Reflection;
using OutProc.Serialization;

namespace OutProc.Conformance.Payloads;

/// <summary>A <see cref="PayloadImage"/>, loaded: writes, reads and makes values by index.</summary>
internal sealed class PayloadAssembly(PayloadImage image)
{
    private readonly PayloadCodecs _codecs = new(Assembly.Load(image.Bytes));

    /// <summary>Why a type cannot cross; <c>null</c> for those that can.</summary>
    public IReadOnlyList<string?> Problems => image.Refusals;

    /// <summary>The names of the formatter classes.</summary>
    public IReadOnlyList<string> FormatterNames => image.FormatterNames;

    /// <summary>The schema of each type: its name in a signature, then the layouts it leads to.</summary>
    public IReadOnlyList<string?> Schemas => image.Schemas;

    public object? Make(int value) => _codecs.Make(image.Makers[value]);

    public byte[] Write(int type, object? value, PayloadOptions? options = null)
        => _codecs.Write(image.Codecs[type], value, options ?? PayloadOptions.Default);

    /// <summary>What a second write of the same value allocates, in bytes.</summary>
    public long Allocated(int type, object? value)
    {
        using var buffer = PayloadBuffer.Rent(1 << 20);
        _codecs.Write(buffer, image.Codecs[type], value, PayloadOptions.Default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _codecs.Write(buffer, image.Codecs[type], value, PayloadOptions.Default);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public object? Read(int type, byte[] payload, PayloadOptions? options = null)
        => _codecs.ReadWhole(image.Codecs[type], payload, options ?? PayloadOptions.Default);
}
