using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>What an assembly says of the formatter of one of its types.</summary>
/// <param name="Formatter">The emitted class.</param>
/// <param name="Layout">What the type's name in a schema text stands for.</param>
/// <param name="Members">The members it writes.</param>
/// <param name="Uses">The data types whose layouts are part of its own.</param>
internal sealed record PublishedFormatter(INamedTypeSymbol Formatter, string Layout, string[] Members, INamedTypeSymbol[] Uses);
