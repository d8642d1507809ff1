using Microsoft.Extensions.DependencyInjection;

namespace OutProc.Contracts;

/// <summary>Registers the services of the worker processes. Named by <see cref="WorkerStartupAttribute{T}"/> on the worker's assembly.</summary>
public interface IWorkerStartup
{
    /// <summary>Adds services to the container of a worker process. Runs once in each worker process, before the worker is created.</summary>
    /// <param name="services">Holds logging and <see cref="IWorkerContext"/> already.</param>
    void ConfigureServices(IServiceCollection services);
}
