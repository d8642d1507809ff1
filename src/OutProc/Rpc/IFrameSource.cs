namespace OutProc.Rpc;

/// <summary>What a <see cref="ReadingPump"/> reads from. All members are called by the holder of the reader role.</summary>
internal interface IFrameSource
{
    /// <summary>Takes the frames that have arrived, up to a batch, and adds what there is to do for each to the pump. Never waits.</summary>
    /// <returns>The number of frames.</returns>
    int ReadBatch();

    /// <summary>Gives the reader role up so that the receiver hears of what arrives from now on. May read more first.</summary>
    void ReleaseReader();
}
