using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>How the items of a shared queue, map or the like are written and read.</summary>
/// <param name="Name">The name of the emitted class.</param>
/// <param name="Shape">The items.</param>
/// <param name="Formatters">The formatters that the items need.</param>
internal sealed record SharedItemModel(string Name, TypeShape Shape, EquatableArray<FormatterShape> Formatters)
{
    /// <summary>The name of the emitted file.</summary>
    public string HintName => $"OutProc.Generated.{Name}.g.cs";
}
