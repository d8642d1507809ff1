namespace OutProc.Protocol;

/// <summary>What a frame is. Data frames travel on the data channel, control frames on the control channel.</summary>
internal enum FrameKind : byte
{
    /// <summary>Never sent; a zeroed header is a protocol violation.</summary>
    None = 0,

    /// <summary>Data, host to worker: a call. The payload is the arguments.</summary>
    Request = 1,

    /// <summary>Data, worker to host: a call's result.</summary>
    Result = 2,

    /// <summary>Data, worker to host: a call's exception. The payload is a remote error.</summary>
    Error = 3,

    /// <summary>Any channel: a message follows in chunks. The payload is its header and where its large arrays lie; the id is the message's number.</summary>
    Announce = 4,

    /// <summary>Any channel: the next bytes of the message whose number is the id.</summary>
    Chunk = 5,

    /// <summary>Any channel: the rest of the message whose number is the id will not come, and what has come means nothing.</summary>
    Abort = 6,

    /// <summary>Data, worker to host: so many bytes of large requests, the id, have been taken over by their methods; as many more may come.</summary>
    Grant = 7,

    /// <summary>Data, worker to host: something the worker asks of its host, under the id.</summary>
    HostRequest = 8,

    /// <summary>Data, host to worker: the answer to the request with that id.</summary>
    HostReply = 9,

    /// <summary>Control, worker to host, first of all.</summary>
    Hello = 16,

    /// <summary>Control, host to worker, second; carries the data channel's descriptor.</summary>
    Welcome = 17,

    /// <summary>Control, worker to host: calls may come.</summary>
    Ready = 18,

    /// <summary>Control, worker to host: the worker could not start.</summary>
    StartFailed = 19,

    /// <summary>Control, host to worker: stop the call in the header.</summary>
    Cancel = 20,

    /// <summary>Control, host to worker: take no more calls, end in order.</summary>
    Shutdown = 21,

    /// <summary>Control, worker to host, last of all: the end that follows is orderly.</summary>
    Goodbye = 22,

    /// <summary>Control, worker to host: one record of the worker's logger.</summary>
    Log = 23,

    /// <summary>Control, worker to host: a debugger was attached (1 as the method) or has left (0).</summary>
    Debugger = 24,

    /// <summary>Control, host to worker: are you there?</summary>
    Heartbeat = 25,

    /// <summary>Control, worker to host: yes.</summary>
    HeartbeatAnswer = 26,

    /// <summary>Control, host to worker, next to the Welcome: the words of the shared resources, which travel along, and the worker's place in them.</summary>
    SharedSpace = 27,

    /// <summary>Control, host to worker: a shared resource; its memory travels along.</summary>
    SharedEntry = 28,

    /// <summary>Control, both ways: a descriptor that is part of a message on the data channel, which calls it by the id. Without one, there was none to
    /// be had.</summary>
    Descriptor = 29,
}
