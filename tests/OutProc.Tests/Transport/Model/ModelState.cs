namespace OutProc.Tests.Transport.Model;

/// <summary>One state of a model: all variables, shared and private, and where each thread stands. A value that can be hashed.</summary>
internal sealed class ModelState : IEquatable<ModelState>
{
    private readonly sbyte[] _values;

    public ModelState(int variables) => _values = new sbyte[variables];

    private ModelState(sbyte[] values) => _values = values;

    public int this[int variable]
    {
        get => _values[variable];
        set => _values[variable] = checked((sbyte)value);
    }

    public ModelState Copy() => new([.. _values]);

    /// <summary>The state after some variables were changed at once.</summary>
    public ModelState With(params ReadOnlySpan<(int Variable, int Value)> changes)
    {
        ModelState next = Copy();
        foreach ((int variable, int value) in changes)
        {
            next[variable] = value;
        }

        return next;
    }

    public bool Equals(ModelState? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as ModelState);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_values.AsSpan()));
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(' ', _values);
}
