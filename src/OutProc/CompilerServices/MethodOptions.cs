using System.ComponentModel;

namespace OutProc.CompilerServices;

/// <summary>What <c>[RemoteMethod]</c> says of a method.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum MethodOptions
{
    /// <summary>The defaults.</summary>
    None = 0,

    /// <summary>The call may be repeated on another worker after a crash.</summary>
    Idempotent = 1,
}
