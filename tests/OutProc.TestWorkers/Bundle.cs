using System.Runtime.Serialization;

namespace OutProc.TestWorkers;

/// <summary>Something to send that may refuse to be sent.</summary>
[DataContract]
public sealed class Bundle
{
    [DataMember]
    public int Id { get; set; }

    [DataMember]
    public byte[] Content { get; set; } = [];

    [DataMember]
    public string Seal
    {
        get => Id >= 0 ? field : throw new InvalidOperationException("The seal is broken.");
        set;
    } = "";
}
