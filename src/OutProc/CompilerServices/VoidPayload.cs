using System.ComponentModel;
using OutProc.Serialization;

namespace OutProc.CompilerServices;

/// <summary>The payload of no arguments or no result: zero bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct VoidPayload : IResultPayload<VoidPayload, VoidPayload>
{
    /// <inheritdoc/>
    public static int MaxSize => 0;

    /// <inheritdoc/>
    public VoidPayload Value => this;

    /// <inheritdoc/>
    public static VoidPayload Read(ref PayloadReader reader) => default;

    /// <inheritdoc/>
    public void Write(ref PayloadWriter writer)
    {
    }
}
