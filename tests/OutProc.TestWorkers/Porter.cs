using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Works with the memory, queues and pipes that its pool shares.</summary>
[RemoteWorker]
public sealed class Porter(IWorkerContext context)
{
    private readonly List<SharedQueueItem<int>> _held = [];

    private SharedResources Shared => context.Shared;

    public async Task WriteAsync(string queue, int first, int count, CancellationToken cancellationToken)
    {
        SharedQueue<int> items = Shared.Get<SharedQueue<int>>(queue);
        for (int i = 0; i < count; i++)
        {
            await items.WriteAsync(first + i, cancellationToken);
        }
    }

    public async Task<int[]> ReadAsync(string queue, int count, CancellationToken cancellationToken)
    {
        SharedQueue<int> items = Shared.Get<SharedQueue<int>>(queue);
        int[] read = new int[count];
        for (int i = 0; i < count; i++)
        {
            read[i] = await items.ReadAsync(cancellationToken);
        }

        return read;
    }

    /// <summary>Acknowledges each item after a while, until the queue ends.</summary>
    public async Task<int> WorkAsync(string queue, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (SharedQueueItem<int> item in Shared.Get<SharedQueue<int>>(queue).ReceiveAllAsync(cancellationToken))
        {
            await Task.Yield();
            item.Acknowledge();
            count++;
        }

        return count;
    }

    /// <summary>Counts each item where it says, and acknowledges it after that.</summary>
    public async Task CountItemsAsync(string queue, string counts, CancellationToken cancellationToken)
    {
        SharedArray<int> counters = Shared.Get<SharedArray<int>>(counts);
        await foreach (SharedQueueItem<int> item in Shared.Get<SharedQueue<int>>(queue).ReceiveAllAsync(cancellationToken))
        {
            Interlocked.Increment(ref counters[item.Value]);
            item.Acknowledge();
        }
    }

    /// <summary>Receives an item and acknowledges nothing.</summary>
    public async Task<int> HoldAsync(string queue, CancellationToken cancellationToken)
    {
        SharedQueueItem<int> item = await Shared.Get<SharedQueue<int>>(queue).ReceiveAsync(cancellationToken);
        _held.Add(item);
        return item.Value;
    }

    public async Task<string> SendAsync(string queue, int id, int size, CancellationToken cancellationToken)
    {
        SharedQueue<Bundle> bundles = Shared.Get<SharedQueue<Bundle>>(queue);
        try
        {
            await bundles.WriteAsync(new Bundle { Id = id, Content = new byte[size], Seal = "red" }, cancellationToken);
            return "";
        }
        catch (Exception e) when (e is OutProcException)
        {
            return e.Message;
        }
    }

    /// <summary>Adds one to the element, and each of the values, by their names.</summary>
    public void Touch(string suffix)
    {
        Shared.Get<SharedValue<byte>>("byte" + suffix).Increment();
        Shared.Get<SharedValue<short>>("short" + suffix).Increment();
        Shared.Get<SharedValue<int>>("int" + suffix).Increment();
        Shared.Get<SharedValue<long>>("long" + suffix).Increment();
        Shared.Get<SharedValue<float>>("float" + suffix).Increment();
        Shared.Get<SharedValue<double>>("double" + suffix).Increment();
        Shared.Get<SharedValue<bool>>("bool" + suffix).Update(static value => !value);
        Shared.Get<SharedValue<char>>("char" + suffix).Update(static value => (char)(value + 1));
        Shared.Get<SharedValue<DayOfWeek>>("enum" + suffix).Update(static value => value + 1);
    }

    public void CountUp(string value, int times)
    {
        SharedValue<int> number = Shared.Get<SharedValue<int>>(value);
        for (int i = 0; i < times; i++)
        {
            number.Increment();
        }
    }

    public void Twice(string array, int start, int length)
    {
        foreach (ref int number in Shared.Get<SharedArray<int>>(array).Slice(start, length).Span)
        {
            number *= 2;
        }
    }

    public long Sum(string array)
    {
        long sum = 0;
        foreach (long number in Shared.Get<SharedArray<long>>(array).Span)
        {
            sum += number;
        }

        return sum;
    }

    public void Move(string bodies)
    {
        foreach (ref Body body in Shared.Get<SharedArray<Body>>(bodies).Span)
        {
            body = body with { X = body.X + 1, Y = body.Y * 2, Hits = body.Hits + 1 };
        }
    }

    public void OpenAsFloats(string array) => Shared.Get<SharedArray<float>>(array);

    public async Task<long> PublishAsync(string snapshot, string[] texts, CancellationToken cancellationToken)
        => await Shared.Get<SharedSnapshot<string[]>>(snapshot).PublishAsync(texts, cancellationToken);

    public async Task<string[]> ReadNewerAsync(string snapshot, long known, CancellationToken cancellationToken)
    {
        SharedSnapshot<string[]> texts = Shared.Get<SharedSnapshot<string[]>>(snapshot);
        await texts.WaitForNewerAsync(known, cancellationToken);
        return texts.Read();
    }

    /// <summary>Sends back what it receives, until the other end is completed.</summary>
    public async Task<int> EchoAsync(string pipe, CancellationToken cancellationToken)
    {
        SharedPipeEnd<byte[]> end = Shared.Get<SharedPipe<byte[]>>(pipe).Second;
        int count = 0;
        await foreach (byte[] message in end.ReceiveAllAsync(cancellationToken))
        {
            await end.SendAsync(message, cancellationToken);
            count++;
        }

        end.Complete();
        return count;
    }

    public async Task SendOneAsync(string pipe, byte[] message, CancellationToken cancellationToken)
        => await Shared.Get<SharedPipe<byte[]>>(pipe).Second.SendAsync(message, cancellationToken);
}
