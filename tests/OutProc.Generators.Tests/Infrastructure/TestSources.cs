namespace OutProc.Generators.Tests.Infrastructure;

/// <summary>Sources that several tests use.</summary>
internal static class TestSources
{
    /// <summary>What a new user writes first.</summary>
    public const string QuickStart =
        """
        namespace Acme;

        /// <summary>A size in pixels.</summary>
        public readonly record struct Size(int Width, int Height);

        /// <summary>Makes small images of large ones.</summary>
        /// <param name="log">Says what was done, see <paramref name="log"/>.</param>
        [RemoteWorker]
        public sealed class Thumbnails(ILogger<Thumbnails> log)
        {
            /// <summary>Resizes an image, as <see cref="CountAsync"/> counts.</summary>
            /// <param name="image">The image.</param>
            /// <param name="size">The size of the <paramref name="image"/>'s copy.</param>
            /// <returns>The small image.</returns>
            public byte[] Resize(byte[] image, Size size)
            {
                log.LogInformation("Resizing to {Width}", size.Width);
                return image[..Math.Min(image.Length, size.Width * size.Height)];
            }

            /// <summary>Counts images.</summary>
            /// <param name="path">Where.</param>
            /// <param name="ct">Stops it.</param>
            public async Task<int> CountAsync(string path, CancellationToken ct)
            {
                await Task.Yield();
                ct.ThrowIfCancellationRequested();
                return path.Length;
            }

            [RemoteIgnore] public System.IO.Stream OpenLocal(string path) => System.IO.File.OpenRead(path);
        }
        """;
}
