using System.ComponentModel;
using OutProc.Contracts;
using OutProc.Serialization;
using OutProc.Shared;

namespace OutProc.CompilerServices;

/// <summary>How emitted code writes and reads shared resources: as the set, the entry and its generation. Part of the surface between emitted code and
/// the runtime.</summary>
/// <typeparam name="T">The type of the resource.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CA1000 // Emitted code names the type anyway; this is the form that all formatters have.
public static class SharedReferences<T>
    where T : class, ISharedResource<T>
{
    /// <summary>Writes which resource it is.</summary>
    /// <param name="writer">Where it is written.</param>
    /// <param name="value">The resource, or <c>null</c>.</param>
    /// <exception cref="SharedResourceException">The receiver does not take part in the set that it belongs to, or that set is disposed.</exception>
    public static void Write(ref PayloadWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteUnmanaged(0L, 0, 0);
            return;
        }

        SharedEntry entry = value.Entry;
        SetOf(writer.Resources, entry.Name).ThrowIfForeign(entry);
        writer.WriteUnmanaged(entry.Set.Id, entry.Id, entry.Generation);
    }

    /// <summary>Finds the resource that was written.</summary>
    /// <param name="reader">Where it is read from.</param>
    /// <returns>This process's view of the resource, or <c>null</c>.</returns>
    /// <exception cref="SharedResourceException">It belongs to another set, is of another type, or is not there any more.</exception>
    public static T? Read(ref PayloadReader reader)
    {
        long set = reader.ReadUnmanaged<long>();
        int id = reader.ReadUnmanaged<int>();
        int generation = reader.ReadUnmanaged<int>();
        return set == 0 ? null : SetOf(reader.Resources, null).Resolve<T>(set, id, generation);
    }

    private static SharedResources SetOf(object? resources, string? name)
        => resources as SharedResources
            ?? throw new SharedResourceException("A shared resource can be sent to the workers of a pool and by them, and nowhere else.", name);
}
