using OutProc.Contracts;

namespace OutProc.Tests.Gates;

/// <summary>Each room of the runtime may know the rooms listed here and no others. To add an arrow is a decision about the
/// architecture.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        // The layer that users and generated code see: each names types of the other in its signatures.
        ["Contracts"] = ["CompilerServices", "Shared"],
        ["CompilerServices"] = ["Contracts", "Rpc", "Serialization", "Shared"],

        ["Interop"] = [],
        ["Serialization"] = ["Contracts"],
        ["Protocol"] = ["Contracts", "Serialization"],
        ["Diagnostics"] = ["Contracts"],
        ["Transport"] = ["Interop", "Protocol", "Serialization"],
        ["Shared"] = ["CompilerServices", "Contracts", "Interop", "Protocol", "Serialization", "Transport"],
        ["Rpc"] = ["CompilerServices", "Contracts", "Diagnostics", "Protocol", "Serialization", "Transport"],
        ["Workers"] = ["CompilerServices", "Contracts", "Diagnostics", "Interop", "Protocol", "Rpc", "Serialization", "Shared", "Transport"],
        ["Pools"] = ["CompilerServices", "Contracts", "Diagnostics", "Rpc", "Serialization", "Shared", "Workers"],
        ["Hosting"] = ["Contracts", "Diagnostics", "Pools", "Shared"],
    };

    private static readonly IReadOnlyCollection<RoomReference> s_references =
        RoomReferenceReader.Read(typeof(WorkerDescriptor).Assembly.Location, RoomOf);

    [Fact]
    public void Rooms_All_KnowOnlyThoseBelow()
    {
        IEnumerable<string> violations = s_references
            .Where(static reference => !s_allowed.GetValueOrDefault(reference.FromRoom, []).Contains(reference.ToRoom))
            .Select(static reference => reference.ToString())
            .Order(StringComparer.Ordinal);

        violations.ShouldBeEmpty();
    }

    [Fact]
    public void Rooms_All_AreInTheTable()
    {
        IEnumerable<string> rooms = typeof(WorkerDescriptor).Assembly.GetTypes()
            .Select(static type => RoomOf(type.Namespace ?? "")).OfType<string>().Distinct();

        rooms.ShouldBe(s_allowed.Keys, ignoreOrder: true);
    }

    [Theory]
    [InlineData("Contracts", "CompilerServices", "WorkerDescriptor", "RemoteInvoker")]
    [InlineData("CompilerServices", "Rpc", "RemoteInvoker", "OutgoingCall`2")]
    [InlineData("Pools", "Workers", "WorkerPool", "InProcessWorkerLauncher")]
    [InlineData("Protocol", "Contracts", "MessageCodec", "PayloadException")]
    public void Reader_KnownReference_IsSeen(string fromRoom, string toRoom, string fromType, string toType)
        => s_references.ShouldContain(new RoomReference(fromRoom, toRoom, fromType, toType));

    private static string? RoomOf(string @namespace) => @namespace switch
    {
        // The extension methods of Hosting live where callers look for them.
        "Microsoft.Extensions.DependencyInjection" => "Hosting",
        _ when @namespace.StartsWith("OutProc.", StringComparison.Ordinal) => @namespace["OutProc.".Length..],
        _ => null,
    };
}
