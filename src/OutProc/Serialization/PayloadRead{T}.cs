using System.ComponentModel;

namespace OutProc.Serialization;

/// <summary>Reads a value of a type.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="reader">Where to read.</param>
/// <returns>The value.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T PayloadRead<T>(ref PayloadReader reader);
