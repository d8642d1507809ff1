using OutProc.Contracts;

namespace OutProc.Benchmarks.Payloads;

/// <summary>The argument lists that are measured. Nothing is called: the methods make the generator emit their payloads.</summary>
[RemoteWorker]
public sealed class PayloadShapes
{
    public void TakeStruct(Sample sample)
    {
    }

    public void TakeRecord(Reading reading)
    {
    }

    public void TakeNumbers(int[] numbers)
    {
    }

    public void TakeRecords(List<Reading> readings)
    {
    }

    public void Resize(byte[] image, int width, int height)
    {
    }

    public void Search(string text, int page, int size, bool isExact)
    {
    }

    public void Place(Order order, bool isTest)
    {
    }

    public void Configure(string name, Dictionary<string, string> settings)
    {
    }

    public void Predict(string model, float[] features, double threshold)
    {
    }
}
