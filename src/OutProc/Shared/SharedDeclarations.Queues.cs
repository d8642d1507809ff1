namespace OutProc.Shared;

/// <content>Queues and pipes.</content>
public sealed partial class SharedDeclarations
{
    /// <summary>The largest item where nothing else is said.</summary>
    private const int DefaultItemBytes = 64 << 10;

    /// <summary>Declares a <see cref="SharedQueue{T}"/>.</summary>
    /// <typeparam name="T">The items: what could be an argument of a call.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="capacity">The most items that can wait for a reader, at least 1.</param>
    /// <param name="maxItemBytes">
    /// The largest item, in bytes of its payload. Items below 240 bytes lie close together; a larger one takes pages of its own, and only then. Of no meaning
    /// for types without references, which all have one size.
    /// </param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken, or a number is out of range.</exception>
    /// <exception cref="Contracts.SharedResourceException">Items of that type cannot be written, or the queue would be too large.</exception>
    public SharedDeclarations AddQueue<T>(string name, int capacity = 1024, int maxItemBytes = DefaultItemBytes)
    {
        QueueShape shape = SharedQueue<T>.ShapeOf(name, capacity, maxItemBytes);
        return Add(SharedDeclaration.Of<SharedQueue<T>>(name) with
        {
            Words = QueueRing.Words,
            MemoryBytes = (nuint)shape.Length,
            Parameters = shape.Parameters,
        });
    }

    /// <summary>Declares a <see cref="SharedPipe{T}"/>.</summary>
    /// <typeparam name="T">The messages: what could be an argument of a call.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="isDuplex">Whether both ends send and receive. If not, the first sends and the second receives.</param>
    /// <param name="capacity">The most messages that can be on their way in one direction, at least 1.</param>
    /// <param name="maxItemBytes">The largest message, as of <see cref="AddQueue"/>.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken, or a number is out of range.</exception>
    /// <exception cref="Contracts.SharedResourceException">Messages of that type cannot be written, or the pipe would be too large.</exception>
    public SharedDeclarations AddPipe<T>(string name, bool isDuplex = true, int capacity = 256, int maxItemBytes = DefaultItemBytes)
    {
        QueueShape shape = SharedQueue<T>.ShapeOf(name, capacity, maxItemBytes);
        return Add(SharedDeclaration.Of<SharedPipe<T>>(name) with
        {
            Words = PipeSeat.WordsOf(isDuplex),
            MemoryBytes = (nuint)shape.Length * (isDuplex ? 2u : 1u),
            Parameters = [.. shape.Parameters, isDuplex ? 1 : 0],
        });
    }
}
