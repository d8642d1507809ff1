using System.Globalization;
using System.Text;

namespace OutProc.Interop;

/// <summary>A process that cannot be mistaken for a later one with the same id.</summary>
/// <param name="Id">The process id; 0 for none.</param>
/// <param name="StartTime">When it started, in clock ticks since the machine did; 0 when that is not known.</param>
internal readonly record struct ProcessIdentity(int Id, long StartTime)
{
    /// <summary>Where the start time stands behind the name of the program: it is field 22, the state after the name is field 3.</summary>
    private const int StartTimeField = 22 - 3;

    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = Of(Environment.ProcessId);

    /// <summary>The process that has an id now.</summary>
    public static ProcessIdentity Of(int id) => new(id, ReadStartTime(id, out _));

    /// <summary>Whether it still runs. A process that has ended and was not waited for does not.</summary>
    public bool IsRunning()
        => Id > 0 && ReadStartTime(Id, out char state) is var started && started != 0 && state is not ('Z' or 'X') && (StartTime == 0 || started == StartTime);

    private static long ReadStartTime(int id, out char state)
    {
        state = 'X';
        try
        {
            string stat = Encoding.UTF8.GetString(File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat")));

            // The name of the program may contain spaces and brackets itself.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            state = fields[0][0];
            return long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException or ArgumentException)
        {
            // Expected: it has ended.
            return 0;
        }
    }
}
