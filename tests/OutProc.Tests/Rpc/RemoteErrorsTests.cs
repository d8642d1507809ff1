using System.Collections;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Serialization;

namespace OutProc.Tests.Rpc;

public sealed class RemoteErrorsTests
{
    [Fact]
    public void Decode_UnknownType_BecomesRemoteInvocationException()
    {
        Exception original = Caught(static () => throw new CustomException("lost", new TimeoutException("slow")));

        var copy = RoundTrip(original).ShouldBeOfType<RemoteInvocationException>();

        copy.RemoteTypeName.ShouldBe(typeof(CustomException).ToString());
        copy.RemoteMessage.ShouldBe("lost");
        copy.Message.ShouldBe($"{typeof(CustomException)}: lost");
        copy.Worker.ShouldBe("Worker #1");
        copy.Method.ShouldBe("Run");
        copy.RemoteStackTrace.ShouldNotBeNull().ShouldContain(nameof(Caught));
        copy.InnerException.ShouldBeOfType<TimeoutException>().Message.ShouldBe("slow");
    }

    [Fact]
    public void Decode_ThrownAgain_ShowsRemoteStackThenLocalStack()
    {
        Exception copy = RoundTrip(Caught(static () => throw new InvalidOperationException("no")));

        string text = Should.Throw<InvalidOperationException>(() => ThrowHere(copy)).ToString();

        int remote = text.IndexOf(nameof(Caught), StringComparison.Ordinal);
        int origin = text.IndexOf("--- in worker Worker #1 while running Run ---", StringComparison.Ordinal);
        int local = text.IndexOf(nameof(ThrowHere), StringComparison.Ordinal);
        remote.ShouldBePositive();
        origin.ShouldBeGreaterThan(remote);
        local.ShouldBeGreaterThan(origin);
    }

    [Fact]
    public void Decode_CancellationOfOwnToken_IsRemoteCanceledException()
    {
        var token = new CancellationToken(canceled: true);
        using var buffer = RemoteErrors.Encode(new TaskCanceledException(), PayloadOptions.Default);

        var copy = RemoteErrors.Decode(buffer.WrittenSpan, "Worker #1", "Run", timedOut: null, token).ShouldBeOfType<RemoteCanceledException>();

        copy.CancellationToken.ShouldBe(token);
        copy.WorkerKilled.ShouldBeFalse();
    }

    [Fact]
    public void Decode_CancellationNobodyAskedFor_IsAFault()
    {
        var copy = RoundTrip(new OperationCanceledException("other token")).ShouldBeOfType<RemoteInvocationException>();

        copy.RemoteTypeName.ShouldBe("System.OperationCanceledException");
        copy.RemoteMessage.ShouldBe("other token");
    }

    [Fact]
    public void Decode_OtherErrorAfterCancel_StaysItself()
    {
        using var buffer = RemoteErrors.Encode(new IOException("disk"), PayloadOptions.Default);

        RemoteErrors.Decode(buffer.WrittenSpan, "Worker #1", "Run", timedOut: null, new CancellationToken(true)).ShouldBeOfType<IOException>();
    }

    [Fact]
    public void Decode_Data_ArrivesAsText()
    {
        var original = new IOException("disk");
        original.Data["file"] = "a.txt";
        original.Data["size"] = 1.5;
        original.Data["none"] = null;
        original.Data[7] = "keys that are not strings stay behind";

        IDictionary data = RoundTrip(original).Data;

        data.Count.ShouldBe(3);
        data["file"].ShouldBe("a.txt");
        data["size"].ShouldBe("1.5");
        data["none"].ShouldBeNull();
    }

    [Fact]
    public void Encode_HostileException_Survives()
    {
        var copy = RoundTrip(new HostileException()).ShouldBeOfType<RemoteInvocationException>();

        copy.RemoteTypeName.ShouldBe(typeof(HostileException).ToString());
        copy.RemoteMessage.ShouldContain("System.NotSupportedException");
        copy.Data.Count.ShouldBe(0);
    }

    [Fact]
    public void Encode_LoneSurrogate_Arrives() => RoundTrip(new IOException("a\uD800b")).Message.ShouldBe("a\uFFFDb");

    [Theory]
    [InlineData(1 << 10)]
    [InlineData(4 << 10)]
    [InlineData(256 << 20)]
    public void Encode_HugeException_FitsTheLimit(int maxMessageBytes)
    {
        Exception huge = new IOException(new string('€', 1 << 20));
        for (int i = 0; i < 100; i++)
        {
            huge = new IOException($"level {i} " + new string('€', 1 << 20), huge);
            huge.Data["much"] = new string('€', 1 << 20);
        }

        using var buffer = RemoteErrors.Encode(huge, new PayloadOptions { MaxMessageBytes = maxMessageBytes });

        buffer.Length.ShouldBeLessThanOrEqualTo(maxMessageBytes);
        buffer.Length.ShouldBeLessThanOrEqualTo(ProtocolConstants.MaxControlPayload);
        Decode(buffer.WrittenSpan).ShouldBeOfType<IOException>().Message.ShouldStartWith("level 99");
    }

    [Fact]
    public void Encode_TextIsCut_SaysHowLongItWas()
        => RoundTrip(new IOException(new string('x', 100_000))).Message.ShouldEndWith("x… (cut: 100000 characters)");

    [Fact]
    public void Encode_MoreInnerThanOneMessageHolds_SaysHowManyWereLeftOut()
    {
        Exception copy = RoundTrip(new AggregateException(Enumerable.Range(0, 50).Select(static i => new IOException($"number {i}"))));

        copy.ShouldBeOfType<AggregateException>().InnerExceptions.Count.ShouldBe(31);
        copy.StackTrace.ShouldNotBeNull().ShouldContain("19 inner exceptions not sent");
    }

    [Fact]
    public async Task Encode_AggregateThatSharesItsInner_TakesNoTime()
    {
        // Each level doubles the ways to the innermost exception: its Message would never end.
        Exception shared = new IOException("disk");
        for (int i = 0; i < 60; i++)
        {
            shared = new AggregateException($"level {i}", shared, shared);
        }

        var copy = (await Task.Run(() => RoundTrip(shared)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))
            .ShouldBeOfType<AggregateException>();

        copy.Message.ShouldContain("Too many");
        copy.ToString().ShouldContain("not sent");
    }

    [Fact]
    public void Encode_ChainOfAMillion_DoesNotOverflow()
    {
        Exception chain = new IOException("first");
        for (int i = 0; i < 1_000_000; i++)
        {
            chain = i % 2 == 0 ? new AggregateException(chain) : new InvalidOperationException("again", chain);
        }

        RoundTrip(chain).ShouldBeOfType<InvalidOperationException>().InnerException.ShouldBeOfType<AggregateException>();
        ExceptionTree.ToText(chain).ShouldContain("not shown");
    }

    [Fact]
    public void Decode_Garbage_IsAPayloadException()
    {
        byte[] garbage = [1, 2, 3, 4, 5, 6, 7, 8];

        var error = Decode(garbage).ShouldBeOfType<PayloadException>();

        error.Method.ShouldBe("Run");
    }

    [Theory]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("OutProc.Tests.Rpc.RemoteErrorsTests+CustomException, OutProc.Tests")]
    [InlineData("")]
    public void ToException_NameOfAnyType_IsOnlyShown(string typeName)
    {
        var message = new RemoteErrorMessage { TypeName = typeName, Message = "x" };

        ToException(message).ShouldBeOfType<RemoteInvocationException>().RemoteTypeName.ShouldBe(typeName);
    }

    private static Exception RoundTrip(Exception error)
    {
        using var buffer = RemoteErrors.Encode(error, PayloadOptions.Default);
        return Decode(buffer.WrittenSpan);
    }

    private static Exception Decode(ReadOnlySpan<byte> payload) => RemoteErrors.Decode(payload, "Worker #1", "Run", timedOut: null, cancelled: default);

    private static Exception ToException(RemoteErrorMessage message) => RemoteErrors.ToException(message, "Worker #1", "Run");

    private static Exception Caught(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            return e;
        }

        throw new InvalidOperationException("The action was to throw.");
    }

    private static void ThrowHere(Exception error) => throw error;

    private sealed class CustomException(string message, Exception inner) : Exception(message, inner);

    private sealed class HostileException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string? StackTrace => throw new NotSupportedException();

        public override IDictionary Data => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }
}
