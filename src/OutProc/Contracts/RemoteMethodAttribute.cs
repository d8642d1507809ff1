namespace OutProc.Contracts;

/// <summary>Changes how one method of a worker is called. A method without it is remote too, with the defaults.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RemoteMethodAttribute : Attribute
{
    /// <summary>The identity of the method on the wire.</summary>
    /// <value>The default is 0: a hash of the method's name and parameter types. Set it to keep a method compatible after a rename.</value>
    [CLSCompliant(false)]
    public uint Id { get; set; }

    /// <summary>The name of the contract method.</summary>
    /// <value>The default is <c>null</c>: the method's name, with <c>Async</c> at its end.</value>
    public string? Name { get; set; }

    /// <summary>Whether executing the call twice does no harm. Such a call is tried again on another worker when its worker dies.</summary>
    /// <value>The default is <c>false</c>: a call that may have executed is never repeated.</value>
    public bool Idempotent { get; set; }

    /// <summary>
    /// How long a worker may have a call of the method, in milliseconds. A call that takes longer is cancelled and ends with <see
    /// cref="RemoteTimeoutException"/>; a method that ignores that is killed with its worker. The time in the pool's queue does not count.
    /// </summary>
    /// <value>The default is 0: what <c>Calls.Timeout</c> of the pool says. A negative value is no limit.</value>
    public int TimeoutMs { get; set; }

    /// <summary>
    /// Whether the call is complete as soon as it is sent: nobody learns when it has been executed, or whether it failed. Only for methods
    /// without a result.
    /// </summary>
    /// <value>The default is <c>false</c>. This version reports workers that ask for it (OP0316).</value>
    public bool OneWay { get; set; }
}
