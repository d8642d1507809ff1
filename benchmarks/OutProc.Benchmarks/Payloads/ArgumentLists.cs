namespace OutProc.Benchmarks.Payloads;

// The same argument lists as JSON documents.
internal sealed record ResizeArguments(byte[] Image, int Width, int Height);

internal sealed record SearchArguments(string Text, int Page, int Size, bool IsExact);

internal sealed record PlaceArguments(Order Order, bool IsTest);

internal sealed record ConfigureArguments(string Name, Dictionary<string, string> Settings);

internal sealed record PredictArguments(string Model, float[] Features, double Threshold);
