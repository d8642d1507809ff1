using System.Reflection;
using OutProc.Serialization;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>What <see cref="PayloadCompiler"/> made: writes, reads and makes values by index.</summary>
internal sealed class PayloadAssembly(Type codecs, IReadOnlyList<string?> problems)
{
    private delegate void Writer(ref PayloadWriter writer, object? value);

    private delegate object? Reader(ref PayloadReader reader);

    /// <summary>Why a type cannot cross; <c>null</c> for those that can.</summary>
    public IReadOnlyList<string?> Problems => problems;

    /// <summary>The names of the formatter classes.</summary>
    public IReadOnlyList<string> FormatterNames { get; init; } = [];

    /// <summary>The schema of each type: its name in a signature, then the layouts it leads to.</summary>
    public IReadOnlyList<string?> Schemas { get; init; } = [];

    public object? Make(int value) => Method($"Make{value}").Invoke(null, null);

    public byte[] Write(int type, object? value, PayloadOptions? options = null)
    {
        using var buffer = new PayloadBuffer();
        var writer = new PayloadWriter(buffer, options ?? PayloadOptions.Default);
        Method($"Write{type}").CreateDelegate<Writer>()(ref writer, value);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    public object? Read(int type, byte[] payload, PayloadOptions? options = null, bool expectEnd = true)
    {
        var reader = new PayloadReader(payload, options ?? PayloadOptions.Default);
        object? value = Method($"Read{type}").CreateDelegate<Reader>()(ref reader);
        if (expectEnd)
        {
            reader.ExpectEnd();
        }

        return value;
    }

    private MethodInfo Method(string name) => codecs.GetMethod(name, BindingFlags.Public | BindingFlags.Static).ShouldNotBeNull();
}
