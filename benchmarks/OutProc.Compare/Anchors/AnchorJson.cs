using System.Text.Json.Serialization;

namespace OutProc.Compare.Anchors;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnchorLine))]
internal sealed partial class AnchorJson : JsonSerializerContext;
