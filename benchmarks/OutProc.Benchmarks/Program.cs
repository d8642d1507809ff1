using BenchmarkDotNet.Running;
using OutProc.Benchmarks.Baselines;
using OutProc.Benchmarks.Generation;
using OutProc.Benchmarks.Payloads;

// The peers that OutProc is compared with need a program of their own: this one, started again with a switch. OutProc needs none.
if (!EchoChild.TryRun(args) && !PayloadRatios.TryRun(args) && !GeneratorCost.TryRun(args))
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
