using System.ComponentModel;

namespace OutProc.Serialization;

/// <summary>Writes a value of a type.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="writer">Where to write.</param>
/// <param name="value">The value.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void PayloadWrite<T>(ref PayloadWriter writer, T value);
