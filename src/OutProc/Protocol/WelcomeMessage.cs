using Microsoft.Extensions.Logging;
using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>The host's answer to Hello: who the worker is and what it shall load. The data channel's descriptor travels with it.</summary>
internal sealed record WelcomeMessage : IMessage<WelcomeMessage>
{
    public required int WorkerId { get; init; }

    public required int Generation { get; init; }

    public required int HostProcessId { get; init; }

    /// <summary>How deep the worker is: 1 for a worker of the application, 2 for a worker of such a worker.</summary>
    public required int Depth { get; init; }

    /// <summary>The metadata name of the contract interface.</summary>
    public required string ContractName { get; init; }

    /// <summary>The short name for logs and messages.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The simple name of the assembly that declares the worker class, or <c>null</c> when the worker has to find it.</summary>
    public required string? WorkerAssembly { get; init; }

    /// <summary>The full name of the application's entry assembly, or <c>null</c> where the host has none.</summary>
    public string? EntryAssemblyName { get; init; }

    /// <summary>The file of the application's entry assembly, or <c>null</c>.</summary>
    public string? EntryAssemblyPath { get; init; }

    /// <summary>The methods the host knows, in the order of its own table.</summary>
    public required IReadOnlyList<MethodIdentity> Methods { get; init; }

    /// <summary>The largest payload on the data channel, in bytes.</summary>
    public required int MaxMessageBytes { get; init; }

    /// <summary>How deep the objects of a payload may be nested.</summary>
    public required int MaxPayloadDepth { get; init; }

    /// <summary>The bytes each ring of the data channel holds; 0 when the descriptor that travels along is a socket.</summary>
    public int RingCapacity { get; init; }

    /// <summary>How long a thread that waits for the host polls before it sleeps.</summary>
    public required TimeSpan SpinBudget { get; init; }

    /// <summary>How long the worker has from the Shutdown frame to its end.</summary>
    public required TimeSpan ShutdownGrace { get; init; }

    /// <summary>Whether the worker finishes its calls when the host is gone.</summary>
    public bool OutlivesHost { get; init; }

    /// <summary>Whether the shared resources follow, before anything of the user's may run.</summary>
    public bool HasShared { get; init; }

    /// <summary>Whether the worker waits for a debugger before anything of the user's runs.</summary>
    public DebuggerRequest Debugger { get; init; }

    /// <summary>The lowest level of log records worth sending.</summary>
    public required LogLevel LogLevel { get; init; }

    public void Write(ref PayloadWriter writer)
    {
        writer.WriteUnmanaged(WorkerId);
        writer.WriteUnmanaged(Generation);
        writer.WriteUnmanaged(HostProcessId);
        writer.WriteUnmanaged(Depth);
        writer.WriteText(ContractName, ProtocolConstants.MaxName);
        writer.WriteText(DisplayName, ProtocolConstants.MaxName);
        writer.WriteText(WorkerAssembly, ProtocolConstants.MaxName);
        writer.WriteText(EntryAssemblyName, ProtocolConstants.MaxName);
        writer.WriteText(EntryAssemblyPath, ProtocolConstants.MaxPath);
        writer.WriteUnmanaged(MaxMessageBytes);
        writer.WriteUnmanaged(MaxPayloadDepth);
        writer.WriteUnmanaged(RingCapacity);
        writer.WriteUnmanaged(SpinBudget.Ticks);
        writer.WriteUnmanaged(ShutdownGrace.Ticks);
        writer.WriteUnmanaged((int)LogLevel);
        writer.WriteUnmanaged((byte)Debugger);
        writer.WriteUnmanaged(OutlivesHost);
        writer.WriteUnmanaged(HasShared);
        writer.WriteCollectionHeader(Methods.Count);
        foreach (MethodIdentity method in Methods)
        {
            writer.WriteUnmanaged(method.Id);
            writer.WriteUnmanaged(method.SchemaHash);
            writer.WriteUnmanaged(method.TextHash);
            writer.WriteUnmanaged(method.TimeoutMilliseconds);
        }
    }

    public static WelcomeMessage Read(ref PayloadReader reader) => new()
    {
        WorkerId = reader.ReadUnmanaged<int>(),
        Generation = reader.ReadUnmanaged<int>(),
        HostProcessId = reader.ReadUnmanaged<int>(),
        Depth = reader.ReadUnmanaged<int>(),
        ContractName = reader.ReadText(ProtocolConstants.MaxName),
        DisplayName = reader.ReadText(ProtocolConstants.MaxName),
        WorkerAssembly = reader.ReadOptionalText(ProtocolConstants.MaxName),
        EntryAssemblyName = reader.ReadOptionalText(ProtocolConstants.MaxName),
        EntryAssemblyPath = reader.ReadOptionalText(ProtocolConstants.MaxPath),
        MaxMessageBytes = reader.ReadUnmanaged<int>(),
        MaxPayloadDepth = reader.ReadUnmanaged<int>(),
        RingCapacity = reader.ReadUnmanaged<int>(),
        SpinBudget = TimeSpan.FromTicks(reader.ReadUnmanaged<long>()),
        ShutdownGrace = TimeSpan.FromTicks(reader.ReadUnmanaged<long>()),
        LogLevel = (LogLevel)reader.ReadUnmanaged<int>(),
        Debugger = (DebuggerRequest)reader.ReadUnmanaged<byte>(),
        OutlivesHost = reader.ReadUnmanaged<byte>() != 0,
        HasShared = reader.ReadUnmanaged<byte>() != 0,
        Methods = ReadMethods(ref reader),
    };

    private static MethodIdentity[] ReadMethods(ref PayloadReader reader)
    {
        var methods = new MethodIdentity[reader.ReadCount(sizeof(uint) + (3 * sizeof(ulong)), ProtocolConstants.MaxMethods)];
        for (int i = 0; i < methods.Length; i++)
        {
            methods[i] = new MethodIdentity(
                reader.ReadUnmanaged<uint>(), reader.ReadUnmanaged<ulong>(), reader.ReadUnmanaged<ulong>(), reader.ReadUnmanaged<long>());
        }

        return methods;
    }
}
