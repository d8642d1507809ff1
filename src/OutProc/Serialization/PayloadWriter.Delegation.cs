namespace OutProc.Serialization;

/// <content>Values that another serializer writes.</content>
public ref partial struct PayloadWriter
{
    /// <summary>Lends the payload to another serializer. Nothing else is written until <see cref="EndDelegated"/>.</summary>
    /// <returns>Where it writes.</returns>
    public readonly DelegatedWriter BeginDelegated() => new(_buffer, _position, _referenced, _maxBytes);

    /// <summary>Goes on behind what the other serializer has written.</summary>
    /// <param name="target">What <see cref="BeginDelegated"/> returned.</param>
    public void EndDelegated(in DelegatedWriter target)
    {
        _span = Limited(_buffer.FullSpan);
        _position = target.Position;
    }
}
