using System.Globalization;
using System.Runtime.CompilerServices;
using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.Tests.Shared;

/// <summary>
/// The rule of mapped memory: it is never unmapped while somebody could touch it. Broken, these tests do not fail but end the whole run.
/// </summary>
public sealed class SharedArrayTests
{
    private const int Length = 1 << 20;

    [Fact]
    public void Span_ArrayDisposedForgottenAndCollected_ShowsZeroesAndTakesWrites()
    {
        Span<long> span = OfDisposed();
        Collect();

        span[0].ShouldBe(0);
        span[^1].ShouldBe(0);
        span.Fill(5);
        span[Length / 2].ShouldBe(5);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Span<long> OfDisposed()
        {
            SharedResources set = Create();
            Span<long> span = set.Get<SharedArray<long>>("array").Span;
            span.Fill(7);
            set.Dispose();
            return span;
        }
    }

    [Fact]
    public void Span_ArrayForgottenWithoutDispose_IsHarmless()
    {
        Span<long> span = OfForgotten();
        Collect();

        span[0].ShouldBeOneOf(0, 7);
        span.Fill(5);
        span[^1].ShouldBe(5);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Span<long> OfForgotten()
        {
            Span<long> span = Create().Get<SharedArray<long>>("array").Span;
            span.Fill(7);
            return span;
        }
    }

    [Fact]
    public void Element_ArrayDisposed_ReferenceIsHarmless()
    {
        SharedResources set = Create();
        ref long element = ref set.Get<SharedArray<long>>("array")[3];
        element = 9;
        set.Dispose();
        Collect();

        element.ShouldBe(0);
        element = 1;
        element.ShouldBe(1);
    }

    [Fact]
    public void Memory_NothingElseHeld_KeepsTheMemory()
    {
        Memory<long> memory = OfForgotten();
        Collect();

        memory.Span[4].ShouldBe(7);
        memory.Length.ShouldBe(10);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Memory<long> OfForgotten()
        {
            SharedArray<long> array = Create().Get<SharedArray<long>>("array");
            array.Span.Fill(7);
            return array.Slice(5, 10);
        }
    }

    [Fact]
    public unsafe void Pin_NothingElseHeld_KeepsTheAddress()
    {
        SharedResources set = Create();
        using System.Buffers.MemoryHandle handle = set.Get<SharedArray<long>>("array").Pin(2);
        set.Dispose();
        Collect();

        ((long*)handle.Pointer)[0].ShouldBe(0);
        ((long*)handle.Pointer)[Length - 3] = 1;
    }

    [Fact]
    public void Dispose_LargeArray_ReturnsTheMemory()
    {
        SharedResources set = Create(64 << 17);
        set.Get<SharedArray<long>>("array").Span.Fill(1);
        long full = ResidentSharedBytes();

        set.Dispose();

        ResidentSharedBytes().ShouldBeLessThan(full - (48L << 20));
    }

    [Fact]
    public void Span_Disposed_IsAnError()
    {
        SharedResources set = Create();
        SharedArray<long> array = set.Get<SharedArray<long>>("array");
        Memory<long> memory = array.Memory;
        memory.Length.ShouldBe(Length);
        set.Dispose();

        Should.Throw<SharedResourceException>(() => array.Span.Length).Resource.ShouldBe("array");
        Should.Throw<SharedResourceException>(() => memory.Span.Length);
        Should.Throw<SharedResourceException>(() => array[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Length)]
    public void Element_OutOfRange_IsAnError(int index)
    {
        SharedResources set = Create();
        try
        {
            Should.Throw<IndexOutOfRangeException>(() => set.Get<SharedArray<long>>("array")[index]);
            Should.Throw<ArgumentOutOfRangeException>(() => set.Get<SharedArray<long>>("array").Slice(index, 2).Length);
        }
        finally
        {
            set.Dispose();
        }
    }

    private static SharedResources Create(int length = Length)
    {
        var declarations = new SharedDeclarations();
        declarations.AddArray<long>("array", length);
        return SharedResources.Create(declarations, out _);
    }

    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static long ResidentSharedBytes()
    {
        string line = File.ReadLines("/proc/self/status").First(static line => line.StartsWith("RssShmem:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
