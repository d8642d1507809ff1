using System.Runtime.CompilerServices;

namespace OutProc.Serialization;

/// <content>
/// The memory that a message takes. Two rules bound it, whatever the bytes are: all collections together can claim no more elements than
/// the message has bytes for, and what has really been allocated since the first objects is compared with the limit of the message.
/// </content>
public ref partial struct PayloadReader
{
    /// <summary>Counts memory that is about to be allocated.</summary>
    private void ChargeBytes(long size)
    {
        _untilMemoryCheck -= 1;
        if (size >= PayloadFormat.MemoryCheckSize || _untilMemoryCheck < 0)
        {
            CheckMemory(size);
        }
    }

    /// <summary>Counts a hash table that is about to double.</summary>
    private void ChargeGrowth<T>(int count) => ChargeBytes(2L * count * (Unsafe.SizeOf<T>() + PayloadFormat.HashOverhead));

    /// <summary>Compares what was allocated so far, and is about to be, with the limit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckMemory(long size)
    {
        _untilMemoryCheck = PayloadFormat.MemoryCheckInterval;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        if (_memoryBase == 0)
        {
            _memoryBase = allocated;
        }

        if (allocated - _memoryBase + size > _memoryLimit)
        {
            throw Invalid($"reading takes more than {_memoryLimit} bytes of memory, the limit of this message");
        }
    }
}
