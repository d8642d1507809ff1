using OutProc.CompilerServices;
using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>
/// Compares the host's methods with the worker's. Compatibility is per method: each one the host knows must exist with an equal schema;
/// more in the worker is fine, and so is another order.
/// </summary>
internal sealed class MethodMap
{
    private MethodMap(ushort[] indexes, List<SchemaDifference> differences, List<SchemaDifference> renamed)
    {
        Indexes = indexes;
        Differences = differences;
        Renamed = renamed;
    }

    /// <summary>For each method of the host the index in the worker's dispatcher. Meaningful when there are no differences.</summary>
    public IReadOnlyList<ushort> Indexes { get; }

    /// <summary>The methods that the worker cannot serve as the host knows them.</summary>
    public IReadOnlyList<SchemaDifference> Differences { get; }

    /// <summary>The methods that travel alike but whose parameters or members have other names, or the same names at other places.</summary>
    public IReadOnlyList<SchemaDifference> Renamed { get; }

    /// <summary>For each method of the worker how long a call of it may take, in milliseconds; negative for no limit.</summary>
    /// <param name="host">The methods the map was made from.</param>
    /// <param name="count">How many methods the worker has.</param>
    public long[] LimitsOf(IReadOnlyList<MethodIdentity> host, int count)
    {
        long[] limits = new long[count];
        Array.Fill(limits, -1);
        for (int i = 0; i < host.Count; i++)
        {
            limits[Indexes[i]] = host[i].TimeoutMilliseconds;
        }

        return limits;
    }

    public static MethodMap Create(IReadOnlyList<MethodIdentity> host, ReadOnlySpan<MethodDescriptor> worker)
    {
        var byId = new Dictionary<uint, MethodDescriptor>(worker.Length);
        foreach (MethodDescriptor method in worker)
        {
            byId.Add(method.Id, method);
        }

        var indexes = new ushort[host.Count];
        var differences = new List<SchemaDifference>();
        var renamed = new List<SchemaDifference>();
        for (int i = 0; i < indexes.Length; i++)
        {
            if (!byId.TryGetValue(host[i].Id, out MethodDescriptor? method))
            {
                differences.Add(new SchemaDifference((ushort)i, null));
            }
            else if (method.SchemaHash != host[i].SchemaHash)
            {
                differences.Add(new SchemaDifference((ushort)i, method.Schema));
            }
            else
            {
                indexes[i] = (ushort)method.Index;
                if (MethodIdentity.HashOf(method.Schema) != host[i].TextHash)
                {
                    renamed.Add(new SchemaDifference((ushort)i, method.Schema));
                }
            }
        }

        return new MethodMap(indexes, differences, renamed);
    }
}
