using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

public sealed class AddWorkerFixTests
{
    private const string Source =
        """
        using Microsoft.Extensions.DependencyInjection;

        namespace Acme.Images
        {
            [RemoteWorker] public sealed class Thumbnails { public int Count() => 1; }
        }

        namespace Acme.Web
        {
            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    // Images.
                    STATEMENT
                }
            }
        }
        """;

    [Theory]
    [InlineData("services.AddSingleton<Images.Thumbnails>();")]
    [InlineData("services.AddScoped(typeof(Images.Thumbnails));")]
    public Task Fix_Registration_UsesTheContract(string statement) => CodeFixRun.VerifyAsync<WorkerServiceAnalyzer, AddWorkerFix>(
        Source.Replace("STATEMENT", statement, StringComparison.Ordinal),
        Source.Replace("STATEMENT", "services.AddOutProc().AddWorker<IThumbnails>();", StringComparison.Ordinal)
            .Replace("using Microsoft", "using Acme.Images;\nusing Microsoft", StringComparison.Ordinal));

    [Fact]
    public Task Fix_EndOfAChain_UsesTheContract() => CodeFixRun.VerifyAsync<WorkerServiceAnalyzer, AddWorkerFix>(
        Source.Replace("STATEMENT", "services.AddOptions().AddSingleton<Images.Thumbnails>();", StringComparison.Ordinal),
        Source.Replace("STATEMENT", "services.AddOptions().AddOutProc().AddWorker<IThumbnails>();", StringComparison.Ordinal)
            .Replace("using Microsoft", "using Acme.Images;\nusing Microsoft", StringComparison.Ordinal));

    [Theory]
    [InlineData("services.AddSingleton<Images.Thumbnails>().AddOptions();")]
    [InlineData("services.AddSingleton<Images.Thumbnails>(provider => new Images.Thumbnails());")]
    [InlineData("services.AddSingleton(new Images.Thumbnails());")]
    public Task Fix_WhatMeansMore_IsNotOffered(string statement) => CodeFixRun.VerifyNotOfferedAsync<WorkerServiceAnalyzer, AddWorkerFix>(
        Source.Replace("STATEMENT", statement, StringComparison.Ordinal));
}
