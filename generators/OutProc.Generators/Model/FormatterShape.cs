namespace OutProc.Generators.Model;

/// <summary>A class to emit: it writes and reads all values of one type, for everything in the assembly that uses the type.</summary>
/// <param name="Namespace">The namespace of the class.</param>
/// <param name="Name">The name of the class.</param>
/// <param name="TypeName">The type it formats, with <c>global::</c>.</param>
/// <param name="IsReferenceType">Whether a value can be null.</param>
/// <param name="Schema">The type's name in a schema text.</param>
internal abstract record FormatterShape(string Namespace, string Name, string TypeName, bool IsReferenceType, string Schema)
{
    /// <summary>Who may use the class.</summary>
    public Publication Publication { get; init; }

    /// <summary>The name by which other emitted code calls the class.</summary>
    public string FullName => $"global::{Namespace}.{Name}";

    /// <summary>Identifies the type in the compilation: shapes of one key are equal. Orders what is emitted.</summary>
    public string Key => FullName;

    /// <summary>The name of the emitted file.</summary>
    public string HintName => $"{Namespace.Replace("@", "")}.{Name}.g.cs";

    /// <summary>What the name in <see cref="Schema"/> stands for, when the name alone does not say it.</summary>
    public abstract string? Definition { get; }

    /// <summary>The full names of the formatters this one calls.</summary>
    public abstract IEnumerable<string> Formatters { get; }

    /// <summary>Those of <see cref="Formatters"/> whose layout must be the same on both sides.</summary>
    public virtual IEnumerable<string> SchemaFormatters => Formatters;
}
