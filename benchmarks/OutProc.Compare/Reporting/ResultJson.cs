using System.Text.Json.Serialization;

namespace OutProc.Compare.Reporting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ResultLine))]
internal sealed partial class ResultJson : JsonSerializerContext;
