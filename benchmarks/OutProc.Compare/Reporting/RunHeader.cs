using System.Globalization;
using System.Runtime.InteropServices;
using OutProc.Compare.Anchors;
using OutProc.Compare.Probes;

namespace OutProc.Compare.Reporting;

/// <summary>The line that says when and on what a report was measured.</summary>
internal static class RunHeader
{
    public static async Task<string> CreateAsync(bool full, AnchorPrograms programs, CpuRegimes regimes, ProbePools pools)
    {
        // Before workers are started and warmed up, which is load too.
        string load = ProcessFacts.Load();
        string worker = await (await pools.One.ProxyAsync()).GarbageCollectorAsync();
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return string.Join(
            " | ",
            $"OutProc {(full ? "full" : "quick")}, {date} UTC",
            $"{ProcessFacts.Processor()}, {Environment.ProcessorCount} processors, load {load}",
            $"Linux {ProcessFacts.Kernel()}",
            RuntimeInformation.FrameworkDescription,
            $"GC host {ProcessFacts.GarbageCollector()}, worker {worker}",
            $"Python {programs.PythonVersion ?? "missing"}",
            $"C pinned: {regimes.Describe()}");
    }
}
