using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using OutProc.CompilerServices;

namespace OutProc.Benchmarks.Payloads;

/// <summary>One value, written and read by what the generator emits and by System.Text.Json, into memory that is reused.</summary>
internal abstract class PayloadCase
{
    private protected PayloadCase(string name, double? target)
    {
        Name = name;
        Target = target;
    }

    /// <summary>The four cases with a target, then the realistic argument lists.</summary>
    public static IReadOnlyList<PayloadCase> All { get; } =
    [
        Create("struct of 16 bytes", 0.045, nameof(PayloadShapes.TakeStruct), Samples.Sample, PayloadJson.Default.Sample, Samples.Sample),
        Create("small record", 0.13, nameof(PayloadShapes.TakeRecord), Samples.Reading, PayloadJson.Default.Reading, Samples.Reading),
        Create("int[1000]", 0.010, nameof(PayloadShapes.TakeNumbers), Samples.Numbers, PayloadJson.Default.Int32Array, Samples.Numbers),
        Create(
            "list of 100 records", 0.080, nameof(PayloadShapes.TakeRecords),
            Samples.Readings, PayloadJson.Default.ListReading, Samples.Readings),
        Create(
            "Resize(byte[65536], int, int)", null, nameof(PayloadShapes.Resize),
            Samples.Resize, PayloadJson.Default.ResizeArguments, Samples.Resize.Image, Samples.Resize.Width, Samples.Resize.Height),
        Create(
            "Search(string, int, int, bool)", null, nameof(PayloadShapes.Search),
            Samples.Search, PayloadJson.Default.SearchArguments,
            Samples.Search.Text, Samples.Search.Page, Samples.Search.Size, Samples.Search.IsExact),
        Create(
            "Place(Order of 8 lines, bool)", null, nameof(PayloadShapes.Place),
            Samples.Place, PayloadJson.Default.PlaceArguments, Samples.Place.Order, Samples.Place.IsTest),
        Create(
            "Configure(string, 20 settings)", null, nameof(PayloadShapes.Configure),
            Samples.Configure, PayloadJson.Default.ConfigureArguments, Samples.Configure.Name, Samples.Configure.Settings),
        Create(
            "Predict(string, float[256], double)", null, nameof(PayloadShapes.Predict),
            Samples.Predict, PayloadJson.Default.PredictArguments,
            Samples.Predict.Model, Samples.Predict.Features, Samples.Predict.Threshold),
    ];

    public string Name { get; }

    /// <summary>What write and read together may take as a share of JSON's time.</summary>
    public double? Target { get; }

    /// <summary>The bytes written last.</summary>
    public abstract int PayloadBytes { get; }

    public abstract void Write();

    public abstract void Read();

    public abstract void WriteJson();

    public abstract void ReadJson();

    public override string ToString() => Name;

    private static PayloadCase Create<TJson>(
        string name, double? target, string method, TJson json, JsonTypeInfo<TJson> jsonType, params object[] arguments)
    {
        // The emitted struct is private to its file; only its name leads there.
        Type payload = typeof(PayloadShapes).Assembly.GetTypes().Single(
            type => type.Name.EndsWith($"__{method}Args", StringComparison.Ordinal)
                && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IPayload<>)));
        object value = Activator.CreateInstance(payload, arguments)!;
        Type type = typeof(PayloadCase<,>).MakeGenericType(payload, typeof(TJson));
        return (PayloadCase)Activator.CreateInstance(
            type, BindingFlags.Instance | BindingFlags.Public, null, [name, target, value, json, jsonType], null)!;
    }
}
