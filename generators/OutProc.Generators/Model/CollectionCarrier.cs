namespace OutProc.Generators.Model;

/// <summary>What the elements of a collection are read into, before the collection is made of it.</summary>
internal enum CollectionCarrier
{
    /// <summary>An array of exactly the elements.</summary>
    Array,

    /// <summary>A list.</summary>
    List,

    /// <summary>A hash set.</summary>
    HashSet,

    /// <summary>A dictionary.</summary>
    Dictionary,

    /// <summary>The collection itself, which is created empty and added to.</summary>
    Own,
}
