using Microsoft.Extensions.Logging;
using OutProc.StrictWorkers.Data;

namespace OutProc.StrictWorkers.Workers;

/// <summary>Plain methods, a logger, and structs that are sent as their memory.</summary>
/// <param name="log">Says what was done.</param>
[RemoteWorker]
public sealed partial class Thumbnails(ILogger<Thumbnails> log)
{
    /// <summary>Resizes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="size">The size of the copy.</param>
    /// <returns>The small image.</returns>
    public byte[] Resize(byte[] image, Size size)
    {
        ArgumentNullException.ThrowIfNull(image);
        LogResize(log, size.Width);
        return image[..Math.Min(image.Length, size.Width * size.Height)];
    }

    /// <summary>Counts images.</summary>
    /// <param name="path">Where.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many there are.</returns>
    public async Task<int> CountAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        return path.Length;
    }

    /// <summary>Makes an image upright.</summary>
    /// <param name="degrees">The turn.</param>
    /// <param name="corner">Where to begin.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The turn that was made.</returns>
    public ValueTask<double?> TurnAsync(double? degrees = 90, Size? corner = null, CancellationToken cancellationToken = default)
        => ValueTask.FromResult(cancellationToken.IsCancellationRequested || corner is null ? null : degrees);

    /// <summary>Forgets all images.</summary>
    [Obsolete("There are none.")]
    public void Clear() => LogResize(log, 0);

    [LoggerMessage(Level = LogLevel.Information, Message = "Resizing to {Width}")]
    private static partial void LogResize(ILogger logger, int width);
}
