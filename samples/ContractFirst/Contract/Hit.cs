namespace ContractFirst.Contract;

/// <summary>A document that was found.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Count">How often the words of the query are in it.</param>
public readonly record struct Hit(string Title, int Count);
