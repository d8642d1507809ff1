namespace OutProc.Shared;

/// <summary>What was found under a key.</summary>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <param name="Found">Whether the key was there.</param>
/// <param name="Value">The value; the default of its type when the key was not there.</param>
public readonly record struct SharedLookup<TValue>(bool Found, TValue? Value);
