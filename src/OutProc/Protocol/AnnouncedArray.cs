namespace OutProc.Protocol;

/// <summary>A large array of a message that is to come.</summary>
/// <param name="Position">How many bytes of the message that are in no such array come before it.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Elements">What its elements are, as the sender says.</param>
internal readonly record struct AnnouncedArray(int Position, int Length, TypeCode Elements);
