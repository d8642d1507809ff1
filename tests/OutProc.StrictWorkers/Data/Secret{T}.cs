using System.Runtime.Serialization;

namespace OutProc.StrictWorkers.Data;

/// <summary>State that only the type itself can reach.</summary>
/// <typeparam name="T">What is hidden.</typeparam>
internal sealed class Secret<T>(string name)
    where T : class
{
    [DataMember]
    private T? _hidden;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Hides something.</summary>
    public void Hide(T value) => _hidden = value;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {_hidden}";
}
