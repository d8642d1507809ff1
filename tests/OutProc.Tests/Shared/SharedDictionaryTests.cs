using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedDictionaryTests
{
    private const long MaxBytes = 1 << 20;

    [Fact]
    public async Task Set_Then_IsThereForEveryParticipant()
    {
        SharedDictionary<string, int>[] both = Make<string, int>();

        await both[0].SetAsync("a", 1);
        await both[0].SetAsync("a", 2);
        await both[1].SetAsync("b", 3);

        (await both[1].GetAsync("a")).ShouldBe(2);
        (await both[0].TryGetAsync("b")).ShouldBe(new SharedLookup<int>(Found: true, 3));
        (await both[0].TryGetAsync("c")).Found.ShouldBeFalse();
        (await both[0].CountAsync()).ShouldBe(2);
        (await both[0].ContainsKeyAsync("a")).ShouldBeTrue();
        (await both[0].ContainsKeyAsync("c")).ShouldBeFalse();
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await both[0].GetAsync("c"));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await both[0].SetAsync(null!, 1));
    }

    [Fact]
    public async Task TryAdd_KeyIsThere_ChangesNothing()
    {
        SharedDictionary<int, string> it = Make<int, string>()[0];

        (await it.TryAddAsync(1, "a")).ShouldBeTrue();
        (await it.TryAddAsync(1, "b")).ShouldBeFalse();
        (await it.GetOrAddAsync(1, "c")).ShouldBe("a");
        (await it.GetOrAddAsync(2, static key => $"made for {key}")).ShouldBe("made for 2");
        (await it.GetOrAddAsync(2, static _ => throw new InvalidOperationException())).ShouldBe("made for 2");
    }

    [Fact]
    public async Task TryRemove_ManyAtOnce_OneGetsIt()
    {
        SharedDictionary<int, string>[] both = Make<int, string>();
        await both[0].SetAsync(1, "a");

        SharedLookup<string>[] taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => both[i % 2].TryRemoveAsync(1).AsTask())));

        taken.Count(static one => one.Found).ShouldBe(1);
        taken.Single(static one => one.Found).Value.ShouldBe("a");
        (await both[0].CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Update_FromManySides_LosesNothing()
    {
        SharedDictionary<string, long>[] both = Make<string, long>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (int n = 0; n < 2000; n++)
            {
                await both[i % 2].AddOrUpdateAsync("count", 1, static count => count + 1);
            }
        }))).DefaultTimeout();

        (await both[0].GetAsync("count")).ShouldBe(16_000);
        (await both[0].UpdateAsync("count", static count => -count)).ShouldBe(-16_000);
    }

    [Fact]
    public async Task Update_KeyWasRemovedAndAddedMeanwhile_IsTriedAgain()
    {
        SharedDictionary<string, string>[] both = Make<string, string>();
        await both[0].SetAsync("k", "old");
        int runs = 0;

        string result = await both[0].UpdateAsync("k", value =>
        {
            // Everything is done at once in this process: there is nothing to wait for.
            if (++runs == 1)
            {
                both[1].TryRemoveAsync("k").AsTask().GetAwaiter().GetResult();
                both[1].SetAsync("k", "old").AsTask().GetAwaiter().GetResult();
            }

            return value + "+";
        });

        runs.ShouldBe(2, "the value is equal, but not the same");
        result.ShouldBe("old+");
    }

    [Fact]
    public async Task Update_KeyIsMissingOrGoes_Throws()
    {
        SharedDictionary<string, int>[] both = Make<string, int>();

        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await both[0].UpdateAsync("k", static value => value));
        await both[0].SetAsync("k", 1);
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await both[0].UpdateAsync("k", value =>
        {
            both[1].ClearAsync().AsTask().GetAwaiter().GetResult();
            return value;
        }));
    }

    [Fact]
    public async Task Update_FunctionThrows_ChangesNothing()
    {
        SharedDictionary<string, int> it = Make<string, int>()[0];
        await it.SetAsync("k", 1);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await it.UpdateAsync("k", static _ => throw new InvalidOperationException()));

        (await it.GetAsync("k")).ShouldBe(1);
    }

    [Fact]
    public async Task Walk_WhileOthersChange_SeesWhatStaysOnce()
    {
        SharedDictionary<int, string>[] both = Make<int, string>();
        for (int i = 0; i < 1000; i++)
        {
            await both[0].SetAsync(i, new string('x', 200));
        }

        var seen = new List<int>();
        await foreach ((int key, _) in both[0])
        {
            seen.Add(key);
            if (key < 1000 && key % 2 == 1)
            {
                await both[1].TryRemoveAsync(key);
                await both[1].SetAsync(10_000 + key, "new");
            }
        }

        seen.ShouldBeUnique();
        seen.Where(static key => key % 2 == 0).Order().ShouldBe(Enumerable.Range(0, 500).Select(static i => 2 * i));
        (await both[0].ToArrayAsync()).Length.ShouldBe(1000);
    }

    [Fact]
    public async Task Set_MoreThanItMayHold_IsRefusedUntilThereIsRoom()
    {
        SharedDictionary<int, byte[]> it = Make<int, byte[]>()[0];
        await it.SetAsync(1, new byte[600_000]);

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(async () => await it.SetAsync(2, new byte[600_000]));
        error.Message.ShouldContain("maxBytes");
        (await it.CountAsync()).ShouldBe(1);

        await it.SetAsync(1, new byte[100]);
        await it.SetAsync(2, new byte[600_000]);
        await it.TryRemoveAsync(2);
        await it.SetAsync(3, new byte[900_000]);
        (await it.GetAsync(3)).Length.ShouldBe(900_000);
    }

    [Fact]
    public async Task AnyUse_AfterDispose_SaysSo()
    {
        var set = SharedResources.Create(new SharedDeclarations().AddDictionary<string, int>("it"), out _);
        SharedDictionary<string, int> it = set.Get<SharedDictionary<string, int>>("it");
        set.Dispose();

        (await Assert.ThrowsAsync<SharedResourceException>(async () => await it.SetAsync("a", 1))).Resource.ShouldBe("it");
    }

    [Fact]
    public void Table_AnyOperations_IsWhatADictionaryIs()
    {
        var random = new Random(4711);
        var table = new ByteTable();
        var model = new Dictionary<int, long>();
        for (int step = 0; step < 50_000; step++)
        {
            int key = random.Next(500);
            byte[] bytes = BitConverter.GetBytes(key);
            int index = table.Find(bytes);
            (index >= 0).ShouldBe(model.ContainsKey(key));
            if (index >= 0 && random.Next(2) == 0)
            {
                table.Remove(index);
                model.Remove(key);
            }
            else
            {
                index = index >= 0 ? index : table.Add(bytes);
                table[index].Version.ShouldBe(model.GetValueOrDefault(key));
                table[index].Version = model[key] = step;
            }

            table.Count.ShouldBe(model.Count);
        }

        table.End.ShouldBeLessThanOrEqualTo(500, "what was freed is used again");
    }

    private static SharedDictionary<TKey, TValue>[] Make<TKey, TValue>()
        where TKey : notnull
    {
        var set = SharedResources.Create(new SharedDeclarations().AddDictionary<TKey, TValue>("it", MaxBytes), out _);
        SharedDictionary<TKey, TValue> it = set.Get<SharedDictionary<TKey, TValue>>("it");
        return [it, new(((ISharedResource<SharedDictionary<TKey, TValue>>)it).Entry)];
    }
}
