namespace OutProc.Chaos.Calls;

/// <summary>What a call asks for.</summary>
internal enum CallKind : byte
{
    /// <summary>Data there and back, in one step.</summary>
    Transform,

    /// <summary>Data there and back, some time later and on another thread; obeys its token.</summary>
    TransformLater,

    /// <summary>Data there, a number back. The only kind that may run more than once.</summary>
    Sum,

    /// <summary>A number there, data back.</summary>
    Generate,

    /// <summary>An exception.</summary>
    Refuse,

    /// <summary>Time, without a look at the token.</summary>
    Sleep,

    /// <summary>Trouble, ordered by the adversary.</summary>
    Misdeed,
}
