namespace OutProc.Shared;

/// <summary>An open file or a socket that is handed to another process: the same file, the same connection.</summary>
/// <typeparam name="T"><c>SafeFileHandle</c> or <c>Socket</c>.</typeparam>
/// <remarks>
/// Made by <see cref="SharedHandle"/>. Sender and receiver both have a handle of their own to the one file or connection, and each closes
/// its own. The streams of .NET keep positions of their own: who writes after another seeks to the end. Not bound to a pool: it can be sent
/// on to any worker. Thread-safe as far as its value is.
/// </remarks>
public sealed class SharedHandle<T> : IDisposable
    where T : class, IDisposable
{
    internal SharedHandle(T value) => Value = value;

    /// <summary>The file or socket. The receiver's own, to be disposed by whoever uses it.</summary>
    public T Value { get; }

    /// <summary>Closes this process's handle.</summary>
    public void Dispose() => Value.Dispose();
}
