namespace OutProc.Interop;

/// <summary>Narrows the processors of the current thread while it starts a child, which inherits them. Disposing gives the old ones back.</summary>
internal readonly unsafe ref struct ThreadAffinity
{
    private const int Words = 16;
    private const nuint Size = Words * sizeof(ulong);

    private readonly Mask _before;
    private readonly bool _isSet;

    /// <param name="processors">The numbers of the processors, or <c>null</c> to change nothing.</param>
    /// <exception cref="NativeException">None of them can be used.</exception>
    public ThreadAffinity(IReadOnlyCollection<int>? processors)
    {
        if (processors is null)
        {
            return;
        }

        Mask wanted = default;
        foreach (int processor in processors)
        {
            wanted[processor / 64] |= 1UL << (processor % 64);
        }

        fixed (Mask* before = &_before)
        {
            if (LibC.GetAffinity(0, Size, before) < 0)
            {
                throw NativeException.Last("sched_getaffinity");
            }
        }

        if (LibC.SetAffinity(0, Size, &wanted) < 0)
        {
            throw NativeException.Last("sched_setaffinity, for Launch.Limits.Processors");
        }

        _isSet = true;
    }

    public void Dispose()
    {
        if (_isSet)
        {
            Mask before = _before;
            _ = LibC.SetAffinity(0, Size, &before);
        }
    }

    [System.Runtime.CompilerServices.InlineArray(Words)]
    private struct Mask
    {
        private ulong _first;
    }
}
