using OutProc.Serialization;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Vectors;

/// <summary>What the real library wrote: our bytes must be the same, and we must read its.</summary>
public sealed class GoldenVectorTests
{
    /// <summary>The vectors nest as deep as the real library's own limit.</summary>
    private static readonly PayloadOptions s_options = new() { MaxDepth = 1000 };

    private static readonly VectorFile s_file = VectorFile.Instance;

    [Fact]
    public void Write_EveryApplicableValue_GivesTheSameBytes()
    {
        var failures = new List<string>();
        foreach (Vector vector in Applicable().Where(vector => vector.Encoding == "utf8"))
        {
            byte[] actual = s_file.Assembly.Write(s_file.TypeOf(vector), s_file.Make(vector), s_options);
            if (!Masked(actual, vector).AsSpan().SequenceEqual(Masked(vector.Bytes, vector)))
            {
                failures.Add($"{vector}\n  expected {Convert.ToHexStringLower(vector.Bytes)}\n  actual   {Convert.ToHexStringLower(actual)}");
            }
        }

        failures.ShouldBeEmpty();
    }

    [Fact]
    public void Read_EveryApplicableValue_GivesAValueThatWritesTheSameBytes()
    {
        var failures = new List<string>();
        foreach (Vector vector in Applicable())
        {
            int type = s_file.TypeOf(vector);
            object? value = s_file.Assembly.Read(type, vector.Bytes, s_options);
            byte[] expected = vector.Encoding == "utf8" ? vector.Bytes : s_file.Assembly.Write(type, s_file.Make(vector), s_options);
            byte[] actual = s_file.Assembly.Write(type, value, s_options);
            if (!Masked(actual, vector).AsSpan().SequenceEqual(Masked(expected, vector)))
            {
                failures.Add($"{vector}\n  expected {Convert.ToHexStringLower(expected)}\n  actual   {Convert.ToHexStringLower(actual)}");
            }
        }

        failures.ShouldBeEmpty();
    }

    [Fact]
    public void Vectors_NotApplicable_AreTheListedOnes()
    {
        // A vector is left out when the parser refuses its type, and its reason is the parser's. The numbers stand here so that none goes missing.
        Applicable().Count(vector => vector.Encoding == "utf8").ShouldBe(344);
        Applicable().Count().ShouldBe(362);
        Snapshot.Match(string.Join('\n', s_file.Vectors
            .Where(vector => s_file.ReasonAgainst(vector) is not null)
            .Select(vector => $"{vector.CsharpType}: {s_file.ReasonAgainst(vector)}")
            .Distinct()
            .Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<Vector> Applicable()
        => s_file.Vectors.Where(vector => vector.Kind == "golden" && s_file.ReasonAgainst(vector) is null);

    /// <summary>Padding has no value; the vector says where it is.</summary>
    private static byte[] Masked(byte[] bytes, Vector vector)
    {
        byte[] masked = [.. bytes];
        byte[] mask = Convert.FromHexString(vector.PaddingMask ?? "");
        for (int i = 0; i < Math.Min(mask.Length, masked.Length); i++)
        {
            masked[i] &= (byte)~mask[i];
        }

        return masked;
    }
}
