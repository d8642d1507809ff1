using OutProc.Protocol;

namespace OutProc.Tests.Protocol;

public sealed class MessageCodecTests
{
    private const int Mutations = 3_000;

    public static TheoryData<string> Messages => MessageSamples.Names;

    [Theory]
    [MemberData(nameof(Messages))]
    public void Decode_EncodedMessage_HasAllOfIt(string name)
    {
        MessageSamples.Sample sample = MessageSamples.All[name];

        sample.DecodeAndEncode(sample.Bytes).ShouldBe(sample.Bytes);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Decode_AnyPrefix_Throws(string name)
    {
        MessageSamples.Sample sample = MessageSamples.All[name];
        for (int length = 0; length < sample.Bytes.Length; length++)
        {
            Should.Throw<ProtocolViolationException>(() => sample.DecodeAndEncode(sample.Bytes[..length]), $"{length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Decode_OneByteTooMuch_Throws(string name)
    {
        MessageSamples.Sample sample = MessageSamples.All[name];

        Should.Throw<ProtocolViolationException>(() => sample.DecodeAndEncode([.. sample.Bytes, 0]));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Decode_MutatedMessage_ThrowsNothingElse(string name)
    {
        MessageSamples.Sample sample = MessageSamples.All[name];
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] bytes = [.. sample.Bytes];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                sample.DecodeAndEncode(bytes);
            }
            catch (ProtocolViolationException)
            {
                refused++;
            }
        }

        refused.ShouldBeInRange(1, Mutations - 1);
    }
}
