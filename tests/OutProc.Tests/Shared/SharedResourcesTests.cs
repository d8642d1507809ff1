using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedResourcesTests : IDisposable
{
    private SharedResources? _set;

    public void Dispose() => _set?.Dispose();

    [Fact]
    public void Get_EveryKind_FindsWhatWasDeclared()
    {
        SharedResources set = Create(static shared => shared
            .AddLock("lock")
            .AddSemaphore("semaphore", 3)
            .AddEvent("event", EventResetMode.AutoReset, initialState: true)
            .AddReaderWriterLock("rw")
            .AddCountdown("countdown", 2)
            .AddValue("value", 42)
            .AddArray<float>("array", 1000));

        set.Get<SharedLock>("lock").Name.ShouldBe("lock");
        set.Get<SharedSemaphore>("semaphore").MaxCount.ShouldBe(3);
        set.Get<SharedEvent>("event").IsSet.ShouldBeTrue();
        set.Get<SharedEvent>("event").IsAutomatic.ShouldBeTrue();
        set.Get<SharedReaderWriterLock>("rw").IsWriteHeld.ShouldBeFalse();
        set.Get<SharedCountdown>("countdown").CurrentCount.ShouldBe(2);
        set.Get<SharedValue<int>>("value").Read().ShouldBe(42);
        set.Get<SharedArray<float>>("array").Span.Length.ShouldBe(1000);
        set.Names.ShouldBe(["lock", "semaphore", "event", "rw", "countdown", "value", "array"]);
    }

    [Fact]
    public void Get_Again_GivesTheSameObject()
    {
        SharedResources set = Create(static shared => shared.AddLock("log"));

        set.Get<SharedLock>("log").ShouldBeSameAs(set.Get<SharedLock>("log"));
    }

    [Fact]
    public void Get_UnknownName_NamesThoseThereAre()
    {
        SharedResources set = Create(static shared => shared.AddLock("log").AddArray<float>("frame", 4));

        SharedResourceException error = Should.Throw<SharedResourceException>(() => set.Get<SharedLock>("lgo"));

        error.Resource.ShouldBe("lgo");
        error.Message.ShouldBe("There is no shared resource 'lgo'. There are: 'log' (SharedLock), 'frame' (SharedArray<System.Single:4>).");
        set.TryGet<SharedLock>("lgo", out _).ShouldBeFalse();
    }

    [Fact]
    public void Get_OtherType_SaysWhatItIs()
    {
        SharedResources set = Create(static shared => shared.AddArray<float>("frame", 4));

        Should.Throw<SharedResourceException>(() => set.Get<SharedLock>("frame")).Message.ShouldContain("is a SharedArray<System.Single:4>, not a SharedLock");
        Should.Throw<SharedResourceException>(() => set.Get<SharedArray<int>>("frame")).Message.ShouldContain("not a SharedArray<System.Int32:4>");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Declare_NoName_Throws(string? name) => Should.Throw<ArgumentException>(() => Create(shared => shared.AddLock(name!)));

    [Fact]
    public void Declare_NameTwice_Throws()
        => Should.Throw<ArgumentException>(() => Create(static shared => shared.AddLock("log").AddEvent("log"))).Message
            .ShouldContain("A SharedLock named 'log' is declared already");

    [Fact]
    public void Add_Late_IsFound()
    {
        SharedResources set = Create(static shared => shared.AddLock("log"));

        set.Add(static shared => shared.AddValue("late", 7L));

        set.Get<SharedValue<long>>("late").Read().ShouldBe(7);
        Should.Throw<SharedResourceException>(() => set.Add(static shared => shared.AddLock("late"))).Resource.ShouldBe("late");
    }

    [Fact]
    public void Add_TooManyWords_SaysTheCapacity()
    {
        SharedResources set = Create(static shared => shared.AddLock("log"));

        SharedResourceException error = Should.Throw<SharedResourceException>(() => set.Add(static shared =>
        {
            for (int i = 0; i < SpaceLayout.MaxWords; i++)
            {
                shared.AddLock($"lock{i}");
            }
        }));

        error.Message.ShouldContain($"at most {SpaceLayout.MaxWords}");

        // What fitted is there.
        set.Names.Count.ShouldBe(SpaceLayout.MaxWords);
    }

    [Fact]
    public void Use_AfterDispose_Throws()
    {
        SharedResources set = Create(static shared => shared.AddLock("log").AddArray<byte>("bytes", 10));
        SharedLock log = set.Get<SharedLock>("log");
        SharedArray<byte> bytes = set.Get<SharedArray<byte>>("bytes");
        bytes.Span[3] = 1;

        set.Dispose();

        Should.Throw<SharedResourceException>(() => log.TryAcquire(out _));
        Should.Throw<SharedResourceException>(() => set.Get<SharedLock>("log"));
        Should.Throw<SharedResourceException>(() => set.Add(static shared => shared.AddLock("more")));
    }

    [Fact]
    public void Join_AllSlotsTaken_ThrowsAndComesBackWhenOneEnds()
    {
        SharedResources set = Create(static shared => shared.AddLock("log"));
        SharedMember first = set.Join(0)!;
        for (int i = 2; i < SpaceLayout.MaxSlots; i++)
        {
            set.Join(0)!.Slot.ShouldBe(i);
        }

        Should.Throw<SharedResourceException>(() => set.Join(0)).Message.ShouldContain($"{SpaceLayout.MaxSlots - 1} workers at most");
        first.End();
        set.Join(0)!.Slot.ShouldBe(first.Slot);
    }

    private SharedResources Create(Action<SharedDeclarations> declare)
    {
        var declarations = new SharedDeclarations();
        declare(declarations);
        return _set = SharedResources.Create(declarations, out _);
    }
}
