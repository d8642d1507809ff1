namespace System.Diagnostics.CodeAnalysis;

/// <summary>Lets the compiler emit copy constructors of records with <c>required</c> members for netstandard2.0.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
