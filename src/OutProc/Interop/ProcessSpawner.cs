using System.Globalization;

namespace OutProc.Interop;

/// <summary>Starts child processes by <c>posix_spawn</c>.</summary>
internal static unsafe class ProcessSpawner
{
    /// <summary>The descriptor at which a worker finds its control channel.</summary>
    public const int ControlDescriptor = 3;

    // Copies of the sources live here during the spawn, so that no target of a dup2 is the source of a later one.
    private const int ScratchDescriptors = 100;

    private static bool s_hasCloseFrom = true;

    /// <summary>Starts a process in a process group of its own, with all signals at their defaults and standard input empty.</summary>
    /// <remarks>
    /// The child's parent-death signal is bound to the calling <em>thread</em>: it must live as long as the child may.
    /// </remarks>
    /// <param name="spec">What to start.</param>
    /// <param name="useCloseFrom"><c>false</c> closes unwanted descriptors one by one, as is done where the C library has no other way.</param>
    /// <returns>The process id.</returns>
    /// <exception cref="NativeException">The process could not be started.</exception>
    public static int Spawn(SpawnSpec spec, bool useCloseFrom = true)
    {
        using var arguments = new NativeStrings(spec.Arguments);
        using var environment = new NativeStrings(spec.Environment);
        using var paths = new NativeStrings([spec.Path, "/dev/null", spec.WorkingDirectory ?? ""]);
        using FileDescriptor output = Duplicate(spec.Output);
        using FileDescriptor error = Duplicate(spec.Error);
        using FileDescriptor control = Duplicate(spec.Control);

        byte* actions = stackalloc byte[LibC.SpawnFileActionsSize];
        byte* attributes = stackalloc byte[LibC.SpawnAttributesSize];
        Check("posix_spawn_file_actions_init", LibC.FileActionsInit(actions));
        Check("posix_spawnattr_init", LibC.SpawnAttributesInit(attributes));
        try
        {
            Check("posix_spawn_file_actions_addopen", LibC.FileActionsAddOpen(actions, 0, paths.Pointer[1], 0, 0));
            Check("posix_spawn_file_actions_adddup2", LibC.FileActionsAddDup2(actions, output.Number, 1));
            Check("posix_spawn_file_actions_adddup2", LibC.FileActionsAddDup2(actions, error.Number, 2));
            Check("posix_spawn_file_actions_adddup2", LibC.FileActionsAddDup2(actions, control.Number, ControlDescriptor));
            CloseAllAbove(actions, ControlDescriptor, useCloseFrom);
            if (spec.WorkingDirectory is not null)
            {
                Check("posix_spawn_file_actions_addchdir_np", LibC.FileActionsAddChangeDirectory(actions, paths.Pointer[2]));
            }

            SetAttributes(attributes);
            int pid;
            Check("posix_spawn", LibC.PosixSpawn(&pid, paths.Pointer[0], actions, attributes, arguments.Pointer, environment.Pointer));
            return pid;
        }
        finally
        {
            _ = LibC.SpawnAttributesDestroy(attributes);
            _ = LibC.FileActionsDestroy(actions);
        }
    }

    private static void SetAttributes(byte* attributes)
    {
        // The runtime blocks and ignores signals of its own (SIGPIPE); the child must not inherit that.
        byte* signals = stackalloc byte[LibC.SignalSetSize];
        new Span<byte>(signals, LibC.SignalSetSize).Clear();
        Check("posix_spawnattr_setsigmask", LibC.SpawnAttributesSetSignalMask(attributes, signals));
        new Span<byte>(signals, LibC.SignalSetSize).Fill(0xff);
        Check("posix_spawnattr_setsigdefault", LibC.SpawnAttributesSetSignalDefaults(attributes, signals));

        // A group of its own: Ctrl-C at the terminal reaches the host alone.
        Check("posix_spawnattr_setpgroup", LibC.SpawnAttributesSetProcessGroup(attributes, 0));
        Check(
            "posix_spawnattr_setflags",
            LibC.SpawnAttributesSetFlags(attributes, LibC.SpawnSetPgroup | LibC.SpawnSetSigDef | LibC.SpawnSetSigMask));
    }

    private static void CloseAllAbove(byte* actions, int last, bool useCloseFrom)
    {
        if (useCloseFrom && Volatile.Read(ref s_hasCloseFrom))
        {
            try
            {
                Check("posix_spawn_file_actions_addclosefrom_np", LibC.FileActionsAddCloseFrom(actions, last + 1));
                return;
            }
            catch (EntryPointNotFoundException)
            {
                Volatile.Write(ref s_hasCloseFrom, false);
            }
        }

        // What other libraries of this process opened without close-on-exec. A number that is closed meanwhile does no harm.
        foreach (string entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry.AsSpan()), CultureInfo.InvariantCulture, out int descriptor)
                && descriptor > last
                && LibC.GetDescriptorFlags(descriptor, LibC.FGetFd, 0) == 0)
            {
                Check("posix_spawn_file_actions_addclose", LibC.FileActionsAddClose(actions, descriptor));
            }
        }
    }

    private static FileDescriptor Duplicate(FileDescriptor source)
    {
        int copy = LibC.Fcntl(source, LibC.FDupFdCloexec, ScratchDescriptors);
        return copy >= 0 ? new FileDescriptor(copy) : throw NativeException.Last("fcntl(F_DUPFD_CLOEXEC)");
    }

    // The functions of this family return the error number.
    private static void Check(string call, int error)
    {
        if (error != 0)
        {
            throw new NativeException(call, error);
        }
    }
}
