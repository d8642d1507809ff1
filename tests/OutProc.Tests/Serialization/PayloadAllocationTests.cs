using OutProc.Serialization;

namespace OutProc.Tests.Serialization;

public sealed class PayloadAllocationTests
{
    [Fact]
    public void Write_IntoARentedBuffer_AllocatesNothing()
    {
        using var buffer = PayloadBuffer.Rent(4096);
        int[] numbers = [1, 2, 3];
        List<double> values = [1.5, 2.5];
        Write(buffer, numbers, values);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Write(buffer, numbers, values);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Read_Values_AllocatesOnlyTheObjects()
    {
        using var buffer = PayloadBuffer.Rent(4096);
        Write(buffer, [1, 2, 3], [1.5, 2.5]);
        Read(buffer);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(buffer);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        long objects = 32 + 40 + 32 + 40; // a string of 5, int[3], a list and its array of two doubles, each with its object header
        allocated.ShouldBeLessThanOrEqualTo(objects);
    }

    private static void Write(PayloadBuffer buffer, int[] numbers, List<double> values)
    {
        var writer = new PayloadWriter(buffer, PayloadOptions.Default);
        writer.WriteUnmanaged(1, 2L, 3.5, DateTime.UnixEpoch);
        writer.WriteString("hello");
        writer.WriteArray(numbers);
        writer.WriteList(values);
        writer.Complete();
    }

    private static void Read(PayloadBuffer buffer)
    {
        var reader = new PayloadReader(buffer.WrittenSpan, PayloadOptions.Default);
        reader.ReadUnmanaged<int>();
        reader.ReadUnmanaged<long>();
        reader.ReadUnmanaged<double>();
        reader.ReadChecked<DateTime>();
        reader.ReadString();
        reader.ReadArray<int>();
        reader.ReadList<double>();
        reader.ExpectEnd();
    }
}
