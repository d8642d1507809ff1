using OutProc.Serialization;

namespace OutProc.Tests.Serialization;

/// <summary>Writes and reads one payload, as emitted code does.</summary>
internal static class Payload
{
    public delegate void WriteAction(ref PayloadWriter writer);

    public delegate T ReadFunc<T>(ref PayloadReader reader);

    public static byte[] Write(WriteAction write, PayloadOptions? options = null, int capacity = 256)
    {
        using var buffer = PayloadBuffer.Rent(capacity);
        var writer = new PayloadWriter(buffer, options ?? PayloadOptions.Default);
        write(ref writer);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    public static string WriteHex(WriteAction write) => Convert.ToHexStringLower(Write(write));

    public static T Read<T>(byte[] payload, ReadFunc<T> read, PayloadOptions? options = null)
    {
        var reader = new PayloadReader(payload, options ?? PayloadOptions.Default);
        T value = read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    public static T ReadHex<T>(string hex, ReadFunc<T> read) => Read(Convert.FromHexString(hex), read);
}
