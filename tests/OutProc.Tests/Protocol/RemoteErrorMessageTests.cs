using OutProc.Protocol;

namespace OutProc.Tests.Protocol;

public sealed class RemoteErrorMessageTests
{
    [Fact]
    public void Write_LongChain_KeepsTheOuterErrors()
    {
        RemoteErrorMessage error = Named("0");
        for (int i = 1; i <= 100; i++)
        {
            error = Named($"{i}") with { Inner = [error] };
        }

        RemoteErrorMessage copy = RoundTrip(error);

        int depth = 0;
        while (copy.Inner.Count > 0)
        {
            copy = copy.Inner[0];
            depth++;
        }

        depth.ShouldBe(RemoteErrorMessage.MaxNesting);
        copy.Message.ShouldBe($"{100 - RemoteErrorMessage.MaxNesting}");
    }

    [Fact]
    public void Write_WideTree_KeepsAtMostTheLimit()
    {
        RemoteErrorMessage[] leaves = [.. Enumerable.Range(0, 20).Select(static i => Named($"leaf {i}"))];
        RemoteErrorMessage error = Named("root") with { Inner = [.. Enumerable.Range(0, 20).Select(i => Named($"{i}") with { Inner = leaves })] };

        RemoteErrorMessage copy = RoundTrip(error);

        copy.Inner.Count.ShouldBe(20);
        (1 + copy.Inner.Count + copy.Inner.Sum(static inner => inner.Inner.Count)).ShouldBe(RemoteErrorMessage.MaxErrors);
    }

    private static RemoteErrorMessage Named(string message) => new() { TypeName = "T", Message = message };

    private static RemoteErrorMessage RoundTrip(RemoteErrorMessage error)
    {
        using var buffer = MessageCodec.Encode(error);
        return MessageCodec.Decode<RemoteErrorMessage>(buffer.WrittenSpan);
    }
}
