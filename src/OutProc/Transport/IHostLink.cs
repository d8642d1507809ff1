using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>Where a participant of a pool asks its host for something: a worker through its channel, the host itself directly.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IHostLink
{
    /// <summary>Asks, and waits for the answer. Waits first when too much is asked already.</summary>
    /// <param name="request">What is asked. It becomes the link's.</param>
    /// <param name="cancellationToken">Gives the waiting up; what was asked may be done all the same.</param>
    /// <returns>The answer. It becomes the caller's.</returns>
    /// <exception cref="Contracts.SharedResourceException">The host is gone.</exception>
    ValueTask<PayloadBuffer> RequestAsync(PayloadBuffer request, CancellationToken cancellationToken);
}
