using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Protocol;

namespace OutProc.Tests.Protocol;

/// <summary>One message of each kind with every field set, and what is needed to treat them alike.</summary>
internal static class MessageSamples
{
    public static readonly RemoteErrorMessage Error = new()
    {
        TypeName = "My.BadThing",
        Message = "it broke – \U0001F600",
        HResult = -2146233088,
        StackTrace = "   at My.Code.Run()",
        Detail = "argument",
        Data = [new("key", "value"), new("nothing", null)],
        Inner = [new() { TypeName = "System.IO.IOException", Message = "disk" }],
    };

    public static readonly WelcomeMessage Welcome = new()
    {
        WorkerId = 3,
        Generation = 2,
        HostProcessId = 4711,
        Depth = 1,
        ContractName = "My.IThumbnails",
        DisplayName = "Thumbnails",
        WorkerAssembly = "My.Workers",
        EntryAssemblyName = "My.App, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null",
        EntryAssemblyPath = "/app/My.App.dll",
        Methods = [new(1, 2, 3, TimeoutMilliseconds: 250), new(uint.MaxValue, ulong.MaxValue, ulong.MaxValue)],
        MaxMessageBytes = 1 << 20,
        MaxPayloadDepth = 64,
        RingCapacity = 1 << 20,
        SpinBudget = TimeSpan.FromMicroseconds(20),
        ShutdownGrace = TimeSpan.FromSeconds(5),
        LogLevel = LogLevel.Warning,
        Debugger = DebuggerRequest.Wait,
        OutlivesHost = true,
    };

    public static readonly StartFailedMessage StartFailed = new()
    {
        Failure = WorkerStartFailure.ContractMismatch,
        Reason = "Two methods differ.",
        Error = Error,
        Differences = [new(0, null), new(7, "int Count(string path)")],
    };

    public static readonly LogMessage Log = new()
    {
        Category = "My.Worker",
        Level = LogLevel.Error,
        EventId = 42,
        EventName = "Broken",
        Text = "File a.png is broken",
        ExceptionText = "System.IO.IOException: disk",
        CallId = 77,
        Lost = 5,
        State = [new("File", "a.png"), new("Nothing", null)],
        Scopes = ["request 7"],
    };

    public static readonly IReadOnlyDictionary<string, Sample> All = new Sample[]
    {
        Sample.Of(new HelloMessage(1234, "10.0.0", "X64")),
        Sample.Of(Welcome),
        Sample.Of(new ReadyMessage(WorkerConcurrency.Concurrent, [2, 0, 1]) { Renamed = [new(1, "(text: string) -> int")] }),
        Sample.Of(StartFailed),
        Sample.Of(Log),
        Sample.Of(Error),
    }.ToDictionary(static sample => sample.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    internal sealed record Sample(string Name, byte[] Bytes, Func<byte[], byte[]> DecodeAndEncode)
    {
        public static Sample Of<T>(T message)
            where T : IMessage<T>
            => new(typeof(T).Name, Encode(message), static bytes => Encode(MessageCodec.Decode<T>(bytes)));

        private static byte[] Encode<T>(T message)
            where T : IMessage<T>
        {
            using var buffer = MessageCodec.Encode(message);
            return buffer.WrittenSpan.ToArray();
        }
    }
}
