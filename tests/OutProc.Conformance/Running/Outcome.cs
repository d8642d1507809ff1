namespace OutProc.Conformance.Running;

/// <summary>How an entry ended.</summary>
internal enum Outcome
{
    /// <summary>As the real library.</summary>
    Passed,

    /// <summary>Otherwise than the real library, as the list of deliberate differences says.</summary>
    Different,

    /// <summary>There is nothing to compare.</summary>
    NotApplicable,

    /// <summary>Otherwise than it must.</summary>
    Failed,
}
