namespace ContractFirst.Contract;

/// <summary>A text and what it is called.</summary>
/// <param name="Title">The title.</param>
/// <param name="Text">The text.</param>
public sealed record Document(string Title, string Text);
