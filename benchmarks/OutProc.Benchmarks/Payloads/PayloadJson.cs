using System.Text.Json.Serialization;

namespace OutProc.Benchmarks.Payloads;

/// <summary>Source-generated JSON of what is measured.</summary>
[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(Reading))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(List<Reading>))]
[JsonSerializable(typeof(ResizeArguments))]
[JsonSerializable(typeof(SearchArguments))]
[JsonSerializable(typeof(PlaceArguments))]
[JsonSerializable(typeof(ConfigureArguments))]
[JsonSerializable(typeof(PredictArguments))]
internal sealed partial class PayloadJson : JsonSerializerContext;
