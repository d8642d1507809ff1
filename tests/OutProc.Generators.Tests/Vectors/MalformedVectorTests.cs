using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Generators.Tests.Vectors;

/// <summary>Bytes that no writer makes, many of which kill a process that reads them with the real library.</summary>
public sealed class MalformedVectorTests
{
    private const long FixedAllowance = 64 * 1024;
    private const long AllowancePerByte = 16;

    /// <summary>What the exception and its trace of a thousand levels take, which no input makes larger.</summary>
    private const long ExceptionAllowance = 128 * 1024;

    private static readonly VectorFile s_file = VectorFile.Instance;

    [Fact]
    public void Read_EveryApplicableInput_EndsAsRequired()
    {
        var failures = new List<string>();
        foreach (Vector vector in Applicable())
        {
            string outcome = Read(vector, out _);
            if (vector.RequireOurs switch
            {
                "error" => outcome != "error",
                "accept" => outcome != "accept",
                _ => outcome is not ("error" or "accept"),
            })
            {
                failures.Add($"{vector} must end in {vector.RequireOurs}, but: {outcome}");
            }
        }

        failures.ShouldBeEmpty();
    }

    [Fact]
    public void Read_EveryApplicableInput_AllocatesInProportion()
    {
        var failures = new List<string>();
        foreach (Vector vector in Applicable().Where(vector => vector.RequireOurs == "error"))
        {
            long limit = Math.Max(FixedAllowance, vector.Bytes.Length * AllowancePerByte);
            Read(vector, out _, limit);
            Read(vector, out long allocated, limit);
            if (allocated > limit + ExceptionAllowance)
            {
                failures.Add($"{vector}: {allocated} bytes for an input of {vector.Bytes.Length}");
            }
        }

        failures.ShouldBeEmpty();
    }

    [Fact]
    public void Vectors_Applicable_AreThisMany() => Applicable().Count().ShouldBe(127);

    private static IEnumerable<Vector> Applicable()
        => s_file.Vectors.Where(vector => vector.Kind == "malformed" && s_file.ReasonAgainst(vector) is null);

    private static string Read(Vector vector, out long allocated, long maxMemory = long.MaxValue)
    {
        byte[] input = vector.Bytes;
        var options = new PayloadOptions { MaxDepth = 1000, MaxMemoryBytes = maxMemory };
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            s_file.Assembly.Read(s_file.TypeOf(vector), input, options, expectEnd: false);
            return "accept";
        }
        catch (PayloadException)
        {
            return "error";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
        finally
        {
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
