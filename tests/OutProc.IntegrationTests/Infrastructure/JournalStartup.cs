using Microsoft.Extensions.DependencyInjection;
using OutProc.IntegrationTests.Infrastructure;

[assembly: WorkerStartup<JournalStartup>]

namespace OutProc.IntegrationTests.Infrastructure;

/// <summary>What the workers of this assembly can ask for.</summary>
public sealed class JournalStartup : IWorkerStartup
{
    public void ConfigureServices(IServiceCollection services) => services.AddSingleton<Journal>();
}
