using System.Diagnostics;
using System.Globalization;

namespace OutProc.Compare.Anchors;

/// <summary>Processes that keep all processors busy until they are disposed.</summary>
/// <remarks>They also end with this process, however it ends, and after ten minutes.</remarks>
internal sealed class Burners : IDisposable
{
    private const int LimitSeconds = 600;

    private readonly Process _process;

    private Burners(Process process) => _process = process;

    /// <exception cref="AnchorException">They could not be started.</exception>
    public static async Task<Burners> StartAsync(string program)
    {
        string processes = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        Process process = ChildProgram.Start(program, [processes, LimitSeconds.ToString(CultureInfo.InvariantCulture)]);
        Burners burners = new(process);
        try
        {
            if (await process.StandardOutput.ReadLineAsync() is null)
            {
                throw new AnchorException($"{program} did not start");
            }

            return burners;
        }
        catch
        {
            burners.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ChildProgram.Kill(_process);
        _process.Dispose();
    }
}
