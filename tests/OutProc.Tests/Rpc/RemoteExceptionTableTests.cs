using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Rpc;

namespace OutProc.Tests.Rpc;

public sealed class RemoteExceptionTableTests
{
    private static readonly Dictionary<string, Exception> s_special = new Exception[]
    {
        new ArgumentException("The name is bad.", "name"),
        new ArgumentNullException("name", "No name was given."),
        new ArgumentOutOfRangeException("index", 12, "The index is too large."),
        new ObjectDisposedException("Stream", "It is closed."),
        new FileNotFoundException("It is gone.", "a.txt"),
        new FileLoadException("It cannot be loaded.", "a.dll"),
        new BadImageFormatException("It is no image.", "a.dll"),
        new TypeInitializationException("My.Type", null),
        new Win32Exception(13, "Permission denied"),
        new SocketException((int)SocketError.ConnectionRefused, "refused"),
        new HttpRequestException("no such page", null, HttpStatusCode.NotFound),
        new AggregateException("Two failed.", new FormatException("one"), new IOException("two")),
        new PayloadException("The payload is not valid.") { Offset = 0 },
    }.ToDictionary(static error => error.GetType().ToString());

    public static TheoryData<string> TypeNames => [.. RemoteExceptionTable.TypeNames];

    [Theory]
    [MemberData(nameof(TypeNames))]
    public void Create_KnownType_KeepsTypeMessageAndCode(string typeName)
    {
        Exception original = Thrown(s_special.GetValueOrDefault(typeName) ?? New(typeName));

        Exception copy = RoundTrip(original);

        // Cancellations nobody asked for are faults; they keep their type only as inner exceptions.
        if (original is OperationCanceledException)
        {
            copy.ShouldBeOfType<RemoteInvocationException>().RemoteTypeName.ShouldBe(typeName);
            copy = RoundTrip(new IOException("outer", original)).InnerException!;
        }

        copy.ShouldBeOfType(original.GetType());
        copy.Message.ShouldBe(original.Message);
        copy.HResult.ShouldBe(original.HResult);
        copy.InnerException?.Message.ShouldBe(original.InnerException?.Message);
        copy.ToString().ShouldContain(nameof(Thrown));
    }

    [Fact]
    public void TypeNames_All_AreManyAndOnlyOfTheRuntime()
    {
        RemoteExceptionTable.TypeNames.Count().ShouldBeGreaterThanOrEqualTo(50);
        RemoteExceptionTable.TypeNames.ShouldAllBe(static name => name.StartsWith("System.") || name.StartsWith("OutProc.Contracts."));
    }

    [Fact]
    public void Create_ArgumentFamily_KeepsTheParameter()
    {
        RoundTrip(new ArgumentException("bad", "x")).ShouldBeOfType<ArgumentException>().ParamName.ShouldBe("x");
        RoundTrip(new ArgumentNullException("x")).ShouldBeOfType<ArgumentNullException>().ParamName.ShouldBe("x");
        var range = RoundTrip(new ArgumentOutOfRangeException("x", 5, "large")).ShouldBeOfType<ArgumentOutOfRangeException>();
        range.ParamName.ShouldBe("x");
        range.ActualValue.ShouldBe("5");
    }

    [Fact]
    public void Create_ArgumentNullWithInner_KeepsInnerAndText()
    {
        Exception copy = RoundTrip(new ArgumentNullException("nothing there", new IOException("disk")));

        copy.ShouldBeOfType<ArgumentNullException>().Message.ShouldBe("nothing there");
        copy.InnerException.ShouldBeOfType<IOException>();
    }

    [Fact]
    public void Create_ObjectDisposed_KeepsTheObject()
        => RoundTrip(new ObjectDisposedException("Stream")).ShouldBeOfType<ObjectDisposedException>().ObjectName.ShouldBe("Stream");

    [Fact]
    public void Create_FilesAndCodes_KeepThem()
    {
        RoundTrip(new FileNotFoundException("gone", "a.txt")).ShouldBeOfType<FileNotFoundException>().FileName.ShouldBe("a.txt");
        RoundTrip(new SocketException((int)SocketError.TimedOut, "slow")).ShouldBeOfType<SocketException>()
            .SocketErrorCode.ShouldBe(SocketError.TimedOut);
        RoundTrip(new HttpRequestException("no", null, HttpStatusCode.Gone)).ShouldBeOfType<HttpRequestException>()
            .StatusCode.ShouldBe(HttpStatusCode.Gone);
        RoundTrip(new HttpRequestException("no")).ShouldBeOfType<HttpRequestException>().StatusCode.ShouldBeNull();
    }

    [Fact]
    public void Create_Payload_KeepsPathAndOffset()
    {
        var original = new PayloadException("The payload is not valid.") { Offset = 17 };
        original.At("[3]");
        original.At("job");

        var copy = RoundTrip(original).ShouldBeOfType<PayloadException>();

        copy.MemberPath.ShouldBe("job[3]");
        copy.Offset.ShouldBe(17);
        copy.Message.ShouldBe(original.Message);
    }

    [Fact]
    public void Create_Aggregate_KeepsAllInner()
    {
        Exception copy = RoundTrip(new AggregateException(new FormatException("one"), new UnreachableException("two")));

        copy.ShouldBeOfType<AggregateException>().InnerExceptions.Select(static e => e.Message).ShouldBe(["one", "two"]);
    }

    private static Exception RoundTrip(Exception error)
    {
        using var buffer = MessageCodec.Encode(RemoteErrorBuilder.Build(error));
        return RemoteErrors.Decode(buffer.WrittenSpan, "Worker #1", "Run", timedOut: null, default);
    }

    private static Exception New(string typeName)
    {
        Type type = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(typeName)).First(static type => type is not null)!;
        var inner = new FormatException("inner");
        return type == typeof(SharedResourceException)
            ? new SharedResourceException("It failed.", "log", inner)
            : (Exception)Activator.CreateInstance(type, "It failed.", inner)!;
    }

    private static Exception Thrown(Exception error)
    {
        try
        {
            throw error;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
