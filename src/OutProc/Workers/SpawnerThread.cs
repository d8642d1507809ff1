using System.Collections.Concurrent;
using OutProc.Interop;

namespace OutProc.Workers;

/// <summary>The thread that starts all worker processes. It never ends.</summary>
/// <remarks>
/// Workers ask the kernel to be killed when their parent dies, and the kernel takes the parent to be the <em>thread</em> that started them: a
/// worker started from a pool thread would die with that thread.
/// </remarks>
internal static class SpawnerThread
{
    private static readonly BlockingCollection<Request> s_requests = Start();

    /// <summary>Starts a process.</summary>
    /// <exception cref="IOException">The operating system refused.</exception>
    public static Task<SpawnedProcess> SpawnAsync(SpawnSpec spec)
    {
        var request = new Request(spec);
        s_requests.Add(request);
        return request.Started.Task;
    }

    private static BlockingCollection<Request> Start()
    {
        var requests = new BlockingCollection<Request>();
        var thread = new Thread(() => Serve(requests), 256 << 10) { IsBackground = true, Name = "OutProc spawner" };
        thread.UnsafeStart();
        return requests;
    }

    private static void Serve(BlockingCollection<Request> requests)
    {
        while (true)
        {
            Request request = requests.Take();
            try
            {
                request.Started.SetResult(Start(request.Spec));
            }
            catch (Exception e)
            {
                request.Started.SetException(e);
            }
        }
    }

    private static SpawnedProcess Start(SpawnSpec spec)
    {
        int pid;
        using (new ThreadAffinity(spec.Limits?.Processors))
        {
            pid = ProcessSpawner.Spawn(spec);
        }

        ProcessDescriptor? descriptor = null;
        try
        {
            descriptor = ProcessDescriptor.Open(pid);
            if (descriptor is not null)
            {
                spec.Limits?.ApplyTo(pid);
            }

            return new SpawnedProcess(pid, descriptor);
        }
        catch
        {
            // A process that nobody can watch, or that has no limits, must not stay.
            descriptor?.Dispose();
            ProcessDescriptor.KillAndReap(pid);
            throw;
        }
    }

    private sealed record Request(SpawnSpec Spec)
    {
        public TaskCompletionSource<SpawnedProcess> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
