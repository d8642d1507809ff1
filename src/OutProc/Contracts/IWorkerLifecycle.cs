namespace OutProc.Contracts;

/// <summary>Optional for worker classes that must do work before the first call or after the last one.</summary>
public interface IWorkerLifecycle
{
    /// <summary>Runs once after the constructor and before the first call. An exception fails the start of the worker.</summary>
    /// <param name="cancellationToken">Cancelled when the worker is asked to stop before it was ready.</param>
    /// <returns>A task that ends when calls may come.</returns>
    ValueTask InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Runs once after the last call, before the instance is disposed. Not run when the process is killed.</summary>
    /// <param name="cancellationToken">Cancelled when the host's shutdown grace has passed.</param>
    /// <returns>A task that ends when the process may exit.</returns>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
