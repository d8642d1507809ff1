using System.Text.Json.Serialization;
using OutProc.Benchmarks.Calls;

namespace OutProc.Benchmarks.Baselines;

/// <summary>Serializer code made at compile time: the fastest that System.Text.Json has.</summary>
[JsonSerializable(typeof(EchoMessage))]
internal sealed partial class EchoJson : JsonSerializerContext;
