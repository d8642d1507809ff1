using System.Buffers.Binary;
using OutProc.Serialization;
using OutProc.Shared;

namespace OutProc.Tests.Shared;

/// <summary>What the host's half of dictionaries and lists does with answers that do not fit.</summary>
public sealed class HostedStoreTests
{
    private static readonly byte[] s_index = new byte[sizeof(int)];

    public static TheoryData<bool> Stores => [true, false];

    [Theory]
    [MemberData(nameof(Stores))]
    public void Remove_ValueTooLargeForItsCaller_LeavesItThere(bool isDictionary)
    {
        HostedStore store = isDictionary ? new DictionaryStore(1 << 20) : new ListStore(1 << 20);
        byte[] value = new byte[1000];
        StatusOf(store, isDictionary ? StoreOperation.Set : StoreOperation.Insert, value).ShouldBe(StoreStatus.Ok);

        StatusOf(store, StoreOperation.Remove, [], maxReply: 100).ShouldBe(StoreStatus.TooLarge);
        StatusOf(store, StoreOperation.Get, []).ShouldBe(StoreStatus.Ok, "it was not lost");
        StatusOf(store, StoreOperation.Remove, []).ShouldBe(StoreStatus.Ok);
        StatusOf(store, StoreOperation.Get, []).ShouldNotBe(StoreStatus.Ok);
    }

    private static StoreStatus StatusOf(HostedStore store, StoreOperation operation, byte[] value, int maxReply = 1 << 20)
    {
        byte[] request = new byte[StoreRequest.HeaderSize + s_index.Length + value.Length];
        request[4] = (byte)operation;
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(13), s_index.Length);
        using PayloadBuffer reply = store.Execute(StoreRequest.Read(request), maxReply);
        return (StoreStatus)reply.WrittenSpan[0];
    }
}
