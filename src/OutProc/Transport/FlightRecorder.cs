using System.Runtime.CompilerServices;

namespace OutProc.Transport;

/// <summary>Which calls a worker has started, in memory that outlives it: what a dead worker never began can be given to another one.</summary>
/// <remarks>
/// The worker writes, before it runs a method; the host reads, most of all after the worker's end. The host believes a record only when it is
/// consistent, and takes a call as started in every case of doubt: a call that is run again by mistake is worse than one that fails.
/// </remarks>
internal sealed unsafe class FlightRecorder
{
    /// <summary>The bytes a recorder takes.</summary>
    public const int Size = 2048;

    /// <summary>How many calls are kept.</summary>
    public const int Capacity = 64;

    private readonly object _memory;
    private readonly FlightRecorderHeader* _header;
    private readonly FlightRecord* _records;
    private readonly Lock _lock = new();
    private long _count;
    private long _highest;

    /// <param name="memory">What keeps the memory alive.</param>
    /// <param name="start">Where the recorder lies, <see cref="Size"/> bytes.</param>
    public FlightRecorder(object memory, byte* start)
    {
        _memory = memory;
        _header = (FlightRecorderHeader*)start;
        _records = (FlightRecord*)(start + sizeof(FlightRecorderHeader));
    }

    /// <summary>Makes a recorder in private memory, for a worker that is a thread of the host.</summary>
    public static FlightRecorder Create()
    {
        byte[] memory = GC.AllocateArray<byte>(Size, pinned: true);
        var recorder = new FlightRecorder(memory, (byte*)Unsafe.AsPointer(ref memory[0]));
        recorder.Initialize();
        return recorder;
    }

    /// <summary>Makes an empty recorder of zeroed memory. Called once, by the host.</summary>
    public void Initialize()
    {
        _header->CountCheck = Seal(0);
        _header->Check = Seal(0);
    }

    /// <summary>Notes that a call starts. One thread at a time. A large call may come after smaller ones that were sent later.</summary>
    public void Start(long callId)
    {
        _highest = Math.Max(_highest, callId);
        Write(_count++, callId);
        Publish();
        GC.KeepAlive(_memory);
    }

    /// <summary>Notes that a call starts, from any thread and in any order.</summary>
    public void StartConcurrently(long callId)
    {
        lock (_lock)
        {
            _highest = Math.Max(_highest, callId);
            Write(_count++, callId);
            Publish();
        }

        GC.KeepAlive(_memory);
    }

    /// <summary>Whether a call may have been started. In doubt it has.</summary>
    public bool MayHaveStarted(long callId)
    {
        long highest = Volatile.Read(ref _header->Highest);
        long count = Volatile.Read(ref _header->Count);
        bool consistent = _header->Check == Seal(highest) && _header->CountCheck == Seal(count) && count >= 0 && (count == 0) == (highest == 0);
        bool never = consistent && (callId > highest || (count <= Capacity && IsNotAmong(callId, count)));
        GC.KeepAlive(_memory);
        return !never;
    }

    /// <summary>When a call was started, if that is still on record.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="startedAt">The time in ticks of <see cref="Environment.TickCount64"/>, which all processes of a machine share.</param>
    public bool TryGetStart(long callId, out long startedAt)
    {
        for (int i = 0; i < Capacity; i++)
        {
            if (Volatile.Read(ref _records[i].CallId) == callId)
            {
                startedAt = _records[i].StartedAt;
                GC.KeepAlive(_memory);
                return true;
            }
        }

        startedAt = 0;
        return false;
    }

    /// <summary>What stands beside a word to show that it was written here. Zeroes, ones and chance do not pass for a sealed word.</summary>
    private static long Seal(long value) => unchecked((value ^ 0x5d4a_3c91_7be2_06f8) * (long)0x9e37_79b9_7f4a_7c15);

    /// <summary>Whether all calls that were started are on record, none of them spoiled, and this is not one of them.</summary>
    private bool IsNotAmong(long callId, long count)
    {
        int written = 0;
        for (int i = 0; i < Capacity; i++)
        {
            long id = _records[i].CallId;
            long check = _records[i].Check;
            if (id == 0 && check == 0)
            {
                continue;
            }

            if (check != Seal(id) || id == callId)
            {
                return false;
            }

            written++;
        }

        return written == count;
    }

    private void Write(long index, long callId)
    {
        FlightRecord* record = &_records[index % Capacity];
        record->StartedAt = Environment.TickCount64;
        Volatile.Write(ref record->CallId, callId);
        Volatile.Write(ref record->Check, Seal(callId));
    }

    /// <summary>A process that ends between the stores leaves a record that is inconsistent, and known to be.</summary>
    private void Publish()
    {
        Volatile.Write(ref _header->Count, _count);
        Volatile.Write(ref _header->CountCheck, Seal(_count));
        Volatile.Write(ref _header->Highest, _highest);
        Volatile.Write(ref _header->Check, Seal(_highest));
    }
}
