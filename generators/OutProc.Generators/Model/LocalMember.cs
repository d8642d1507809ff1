namespace OutProc.Generators.Model;

/// <summary>A member of a contract that is not remote, but that the proxy must have.</summary>
/// <param name="Declaration">The explicit implementation up to its body, as code.</param>
/// <param name="Accessors">The accessors of a property or event; empty for a method.</param>
/// <param name="Message">What the exception says that it throws, or <c>null</c> for a method that does nothing.</param>
internal sealed record LocalMember(string Declaration, string Accessors, string? Message);
