using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using OutProc.Conformance.Fuzzing;
using OutProc.Conformance.Payloads;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Conformance.Running;

/// <summary>The child process: does what its parent asks for, one line of JSON each way. It may die of what it reads.</summary>
internal static class ChildProgram
{
    /// <summary>The switch that starts this program as a child.</summary>
    public const string Switch = "--child";

    /// <summary>What the loop thread of a worker has.</summary>
    private const int StackSize = 8 << 20;

    private static readonly Dictionary<string, PayloadCodecs> s_assemblies = [];

    public static int Run()
    {
        // The standard streams are the channel; what the code of an entry prints must not get between.
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        Console.SetOut(Console.Error);
        var thread = new Thread(() => Serve(input, output), StackSize);
        thread.Start();
        thread.Join();
        return 0;
    }

    private static void Serve(StreamReader input, StreamWriter output)
    {
        while (input.ReadLine() is { } line)
        {
            ChildReply reply = Answer(JsonSerializer.Deserialize<ChildRequest>(line)!);
            output.WriteLine(JsonSerializer.Serialize(reply));
            output.Flush();
        }
    }

    private static ChildReply Answer(ChildRequest request)
    {
        try
        {
            return request.Op switch
            {
                "write" => Write(request),
                "read" => Read(request),
                "fuzz" => new ChildReply
                {
                    Outcome = "done",
                    FuzzTotals = new FuzzChild(CodecsOf(request), request.MaxDepth).Run(request.Fuzz!),
                },
                _ => throw new InvalidOperationException($"There is no operation '{request.Op}'."),
            };
        }
        catch (PayloadException e)
        {
            return new ChildReply { Outcome = "refused", Message = e.Message };
        }
        catch (Exception e)
        {
            return new ChildReply { Outcome = "failed", Message = $"{e.GetType().FullName}: {e.Message}" };
        }
    }

    private static ChildReply Write(ChildRequest request)
    {
        PayloadCodecs codecs = CodecsOf(request);
        object? value = codecs.Make(request.Maker!);
        return new ChildReply { Outcome = "done", Bytes = codecs.Write(request.Codec, value, OptionsOf(request)) };
    }

    private static ChildReply Read(ChildRequest request)
    {
        PayloadCodecs codecs = CodecsOf(request);
        PayloadOptions options = OptionsOf(request);
        object? value = null;
        int consumed = 0;
        PayloadException? refusal = null;
        long allocated = 0;
        double milliseconds = 0;

        // The first reading loads types and compiles; what the second one takes is what the bytes take.
        for (int round = request.Measure ? 0 : 1; round < 2; round++)
        {
            long started = Stopwatch.GetTimestamp();
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                value = codecs.Read(request.Codec, request.Input, options, out consumed);
            }
            catch (PayloadException e)
            {
                refusal = e;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return new ChildReply
        {
            Outcome = refusal is null ? "done" : "refused",
            Message = refusal?.Message,
            Consumed = consumed,
            Allocated = allocated,
            AllocatedForTrace = refusal is null ? 0 : MemoryLimits.OfTrace(new StackTrace(refusal).FrameCount),
            Milliseconds = milliseconds,
            Bytes = refusal is null && request.Rewrite ? codecs.Write(request.Codec, value, OptionsOf(request)) : null,
        };
    }

    private static PayloadCodecs CodecsOf(ChildRequest request)
    {
        if (!s_assemblies.TryGetValue(request.Assembly, out PayloadCodecs? codecs))
        {
            s_assemblies[request.Assembly] = codecs = new PayloadCodecs(Assembly.LoadFrom(request.Assembly));
        }

        return codecs;
    }

    private static PayloadOptions OptionsOf(ChildRequest request)
    {
        var options = new PayloadOptions { MaxDepth = request.MaxDepth };
        return request.MaxMemoryBytes is { } memory ? options with { MaxMemoryBytes = memory } : options;
    }
}
