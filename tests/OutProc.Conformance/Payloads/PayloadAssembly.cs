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

    public object? Read(int type, byte[] payload, PayloadOptions? options = null)
        => _codecs.ReadWhole(image.Codecs[type], payload, options ?? PayloadOptions.Default);
}
