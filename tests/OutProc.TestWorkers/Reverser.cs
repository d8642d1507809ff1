using OutProc.Contracts;

namespace OutProc.TestWorkers;

/// <summary>Sends back what it is sent, the other way round: a result that is neither lost, nor another call's, nor torn.</summary>
[RemoteWorker]
public sealed class Reverser
{
    public byte[] Reverse(byte[] data)
    {
        Array.Reverse(data);
        return data;
    }

    /// <summary>Ends on another thread than it began on.</summary>
    public async Task<byte[]> ReverseLaterAsync(byte[] data)
    {
        await Task.Yield();
        return Reverse(data);
    }
}
