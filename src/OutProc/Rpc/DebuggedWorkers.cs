using System.Diagnostics;

namespace OutProc.Rpc;

/// <summary>Whether anybody steps through the code of this process or of one of its workers: then nobody is to be hurried.</summary>
internal static class DebuggedWorkers
{
    private static int s_count;

    /// <summary>Whether a debugger is attached to this process or to any worker of it.</summary>
    public static bool Any => Debugger.IsAttached || Volatile.Read(ref s_count) > 0;

    public static void Add() => Interlocked.Increment(ref s_count);

    public static void Remove() => Interlocked.Decrement(ref s_count);
}
