namespace OutProc.Generators.Model;

/// <summary>
/// How a kind of collection gives its elements away and how it is made again. In the expressions, <c>value</c> is the collection,
/// <c>items</c> the carrier, and <c>{T}</c>, <c>{K}</c>, <c>{V}</c> and <c>{Type}</c> stand for the types of the elements, the keys, the
/// values and the collection.
/// </summary>
/// <param name="Carrier">What the elements are read into.</param>
/// <param name="Elements">
/// An expression of all elements at once: a span, or an array of the entries of a map. <c>null</c> to enumerate the collection itself.
/// </param>
/// <param name="Result">An expression of the collection made of the carrier; <c>null</c> when the carrier is returned.</param>
internal sealed record CollectionForm(CollectionCarrier Carrier, string? Elements = null, string? Result = null)
{
    /// <summary>The method of the writer that takes the whole collection when its elements are raw memory, or <c>null</c>.</summary>
    public string? RawWrite { get; init; }

    /// <summary>The method of the reader that gives the whole collection when its elements are raw memory, or <c>null</c>.</summary>
    public string? RawRead { get; init; }

    /// <summary>What is true of a null value; <c>null</c> for <c>value is null</c>.</summary>
    public string? NullTest { get; init; }

    /// <summary>Whether each element becomes an object of its own, which counts as memory.</summary>
    public bool HasNodes { get; init; }

    /// <summary>Whether making the collection runs code of the elements: comparisons, hash codes.</summary>
    public bool Compares { get; init; }

    /// <summary>Whether anybody can be behind the value, so that its count must be checked.</summary>
    public bool IsOpen { get; init; }
}
