namespace OutProc.Benchmarks.Calls;

/// <summary>Takes data, gives it, or sends back what it gets.</summary>
[RemoteWorker]
public sealed class Store
{
    private byte[] _data = [];

    public int Take(byte[] data) => data.Length;

    public byte[] Give(int size) => _data.Length == size ? _data : _data = new byte[size];

    public byte[] Echo(byte[] data) => data;
}
