using System.Runtime.Serialization;

namespace OutProc.TestWorkers;

/// <summary>An exception that keeps its type: a value that the constructor takes, one that is set, one that stays behind.</summary>
[RemoteException]
public sealed class CorruptImageException(string message, long offset, Exception? innerException) : IOException(message, innerException)
{
    public long Offset { get; } = offset;

    public string? File { get; set; }

    public IReadOnlyList<int> Rows { get; init; } = [];

    [IgnoreDataMember]
    public Stream? Open { get; set; }

    public bool IsTorn => Rows.Count > 0;
}
