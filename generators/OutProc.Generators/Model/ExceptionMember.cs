namespace OutProc.Generators.Model;

/// <summary>A property of an exception that crosses.</summary>
/// <param name="Property">Its name as code.</param>
/// <param name="IsSet">Whether it is set after the constructor; else the constructor takes it.</param>
/// <param name="Value">How it is sent.</param>
internal sealed record ExceptionMember(string Property, bool IsSet, ArgumentModel Value);
