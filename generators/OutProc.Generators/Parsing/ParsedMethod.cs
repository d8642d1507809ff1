using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>What became of one remote method.</summary>
/// <param name="Symbol">The method.</param>
/// <param name="Key">Contract name and parameter types: tells contract methods apart and orders them.</param>
/// <param name="Signature">The contract method, or <c>null</c> when an interface cannot have it.</param>
/// <param name="Method">What is sent, or <c>null</c> when it cannot cross.</param>
internal sealed record ParsedMethod(IMethodSymbol Symbol, string Key, SignatureModel? Signature, MethodModel? Method);
