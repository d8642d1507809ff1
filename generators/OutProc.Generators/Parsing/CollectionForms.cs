using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>The generic collections of the framework that cross, by the metadata names of their definitions.</summary>
/// <remarks>Only public members are used. Comparers are not sent: what is read has the default one.</remarks>
internal static class CollectionForms
{
    private const string Generic = "System.Collections.Generic.";
    private const string Concurrent = "System.Collections.Concurrent.";
    private const string Immutable = "System.Collections.Immutable.";
    private const string Observed = "System.Collections.ObjectModel.";
    private const string Helper = "global::OutProc.CompilerServices.PayloadSequence.";
    private const string AsSpan = Helper + "AsSpan<{T}>(value)";
    private const string BottomUp = Helper + "BottomUp<{T}>(value)";
    private const string ToArray = "value.ToArray()";
    private const string Marshal = "global::System.Runtime.InteropServices.";

    /// <summary>An array of one dimension.</summary>
    public static readonly CollectionForm Array = new(CollectionCarrier.Array, "value") { RawWrite = "WriteArray", RawRead = "ReadArray" };

    private static readonly CollectionForm s_enumerable = Array with { Elements = AsSpan, RawWrite = "WriteEnumerable" };

    private static readonly CollectionForm s_listInterface = new(CollectionCarrier.List, AsSpan)
    {
        RawWrite = "WriteEnumerable",
        RawRead = "ReadList",
    };

    private static readonly CollectionForm s_setInterface = new(CollectionCarrier.HashSet, AsSpan);

    private static readonly CollectionForm s_memory = new(CollectionCarrier.Array, "value.Span") { RawWrite = "WriteMemory" };

    private static readonly Dictionary<string, CollectionForm> s_sequences = new(StringComparer.Ordinal)
    {
        [Generic + "List`1"] = new(CollectionCarrier.List, Marshal + "CollectionsMarshal.AsSpan(value)")
        {
            RawWrite = "WriteList",
            RawRead = "ReadList",
        },
        [Generic + "HashSet`1"] = new(CollectionCarrier.HashSet),
        [Generic + "IEnumerable`1"] = s_enumerable,
        [Generic + "ICollection`1"] = s_listInterface,
        [Generic + "IList`1"] = s_listInterface,
        [Generic + "IReadOnlyCollection`1"] = s_listInterface,
        [Generic + "IReadOnlyList`1"] = s_listInterface,
        [Generic + "ISet`1"] = s_setInterface,
        [Generic + "IReadOnlySet`1"] = s_setInterface,

        ["System.Memory`1"] = s_memory with { RawRead = "ReadMemory" },
        ["System.ReadOnlyMemory`1"] = s_memory with { RawRead = "ReadReadOnlyMemory" },
        ["System.ArraySegment`1"] = s_memory with { Elements = "value", RawRead = "ReadArraySegment" },
        ["System.Buffers.ReadOnlySequence`1"] = FromArray(Helper + "AsSpan<{T}>(in value)", New("System.Buffers.ReadOnlySequence")),

        [Generic + "Stack`1"] = FromArray(BottomUp, New(Generic + "Stack")),
        [Generic + "Queue`1"] = FromArray(null, New(Generic + "Queue")),
        [Generic + "LinkedList`1"] = FromArray(null, New(Generic + "LinkedList")) with { HasNodes = true },
        [Generic + "SortedSet`1"] = FromArray(null, New(Generic + "SortedSet")) with { HasNodes = true, Compares = true },
        [Generic + "PriorityQueue`2"] = FromArray(Helper + "AsSpan<{T}>(value.UnorderedItems)", "new {Type}(items)") with
        {
            Compares = true,
        },

        [Observed + "Collection`1"] = new(CollectionCarrier.List, AsSpan, New(Observed + "Collection")),
        [Observed + "ObservableCollection`1"] = FromArray(AsSpan, New(Observed + "ObservableCollection")),
        [Observed + "ReadOnlyCollection`1"] = FromArray(AsSpan, New(Observed + "ReadOnlyCollection")),
        [Observed + "ReadOnlyObservableCollection`1"] = FromArray(
            AsSpan, New(Observed + "ReadOnlyObservableCollection", New(Observed + "ObservableCollection"))),
        [Observed + "ReadOnlySet`1"] = new(CollectionCarrier.HashSet, AsSpan, New(Observed + "ReadOnlySet")),

        [Concurrent + "ConcurrentQueue`1"] = FromArray(ToArray, New(Concurrent + "ConcurrentQueue")),
        [Concurrent + "ConcurrentStack`1"] = FromArray(BottomUp, New(Concurrent + "ConcurrentStack")) with { HasNodes = true },
        [Concurrent + "ConcurrentBag`1"] = FromArray(ToArray, New(Concurrent + "ConcurrentBag")),
        [Concurrent + "BlockingCollection`1"] = FromArray(
            ToArray, New(Concurrent + "BlockingCollection", New(Concurrent + "ConcurrentQueue"))),

        [Immutable + "ImmutableArray`1"] = FromArray("value.AsSpan()", Marshal + "ImmutableCollectionsMarshal.AsImmutableArray(items)") with
        {
            NullTest = "value.IsDefault",
        },
        [Immutable + "ImmutableList`1"] = FromRange("ImmutableList"),
        [Immutable + "ImmutableQueue`1"] = FromRange("ImmutableQueue") with { Elements = AsSpan },
        [Immutable + "ImmutableStack`1"] = FromRange("ImmutableStack") with { Elements = BottomUp },
        [Immutable + "ImmutableHashSet`1"] = FromRange("ImmutableHashSet") with { Compares = true },
        [Immutable + "ImmutableSortedSet`1"] = FromRange("ImmutableSortedSet") with { Compares = true },
        [Immutable + "IImmutableList`1"] = FromRange("ImmutableList") with { Elements = AsSpan },
        [Immutable + "IImmutableQueue`1"] = FromRange("ImmutableQueue") with { Elements = AsSpan },
        [Immutable + "IImmutableStack`1"] = FromRange("ImmutableStack") with { Elements = BottomUp },
        [Immutable + "IImmutableSet`1"] = FromRange("ImmutableHashSet") with { Elements = AsSpan, Compares = true },

        ["System.Collections.Frozen.FrozenSet`1"] = FromArray(
            "value.Items.AsSpan()", "global::System.Collections.Frozen.FrozenSet.ToFrozenSet(items)") with
        {
            HasNodes = true,
            Compares = true,
        },
        ["System.Linq.ILookup`2"] = FromArray(AsSpan, "reader.ToLookup(items)") with { HasNodes = true, Compares = true },
    };

    private static readonly Dictionary<string, CollectionForm> s_maps = new(StringComparer.Ordinal)
    {
        [Generic + "Dictionary`2"] = new(CollectionCarrier.Dictionary),
        [Generic + "IDictionary`2"] = new(CollectionCarrier.Dictionary) { IsOpen = true },
        [Generic + "IReadOnlyDictionary`2"] = new(CollectionCarrier.Dictionary) { IsOpen = true },
        [Generic + "OrderedDictionary`2"] = FromDictionary("new {Type}(items)"),
        [Generic + "SortedList`2"] = FromDictionary("new {Type}(items)") with { Compares = true },
        [Generic + "SortedDictionary`2"] = FromDictionary("new {Type}(items)") with { HasNodes = true, Compares = true },
        [Observed + "ReadOnlyDictionary`2"] = FromDictionary("new {Type}(items)") with { IsOpen = true },
        [Concurrent + "ConcurrentDictionary`2"] = FromDictionary("new {Type}(items)") with { Elements = ToArray, HasNodes = true },
        [Immutable + "ImmutableDictionary`2"] = FromEntries("Immutable.ImmutableDictionary.CreateRange"),
        [Immutable + "ImmutableSortedDictionary`2"] = FromEntries("Immutable.ImmutableSortedDictionary.CreateRange"),
        [Immutable + "IImmutableDictionary`2"] = FromEntries("Immutable.ImmutableDictionary.CreateRange") with { IsOpen = true },
        ["System.Collections.Frozen.FrozenDictionary`2"] = FromEntries("Frozen.FrozenDictionary.ToFrozenDictionary"),
    };

    /// <summary>The form of a collection with one type of elements.</summary>
    public static bool TryFindSequence(string definition, out CollectionForm form) => s_sequences.TryGetValue(definition, out form);

    /// <summary>The form of a map.</summary>
    public static bool TryFindMap(string definition, out CollectionForm form) => s_maps.TryGetValue(definition, out form);

    private static CollectionForm FromArray(string? elements, string result)
        => new(CollectionCarrier.Array, elements, result);

    private static CollectionForm FromRange(string factory)
        => FromArray(null, $"global::{Immutable}{factory}.CreateRange(items)") with { HasNodes = true };

    private static CollectionForm FromDictionary(string result) => new(CollectionCarrier.Dictionary, Elements: null, result);

    private static CollectionForm FromEntries(string factory)
        => FromDictionary($"global::System.Collections.{factory}(items)") with { HasNodes = true, Compares = true };

    private static string New(string type, string argument = "items") => $"new global::{type}<{{T}}>({argument})";
}
