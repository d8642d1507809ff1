using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Execution;

/// <summary>A default value of a worker's method is the same value of the contract's method.</summary>
public sealed class DefaultValueTests
{
    [Theory]
    [InlineData("bool", "true")]
    [InlineData("char", "'\\''")]
    [InlineData("char", "'\\ud800'")]
    [InlineData("char", "'\\0'")]
    [InlineData("sbyte", "-128")]
    [InlineData("byte", "255")]
    [InlineData("short", "short.MinValue")]
    [InlineData("ushort", "ushort.MaxValue")]
    [InlineData("int", "int.MinValue")]
    [InlineData("uint", "uint.MaxValue")]
    [InlineData("long", "long.MinValue")]
    [InlineData("ulong", "ulong.MaxValue")]
    [InlineData("float", "float.NaN")]
    [InlineData("float", "float.NegativeInfinity")]
    [InlineData("float", "-0f")]
    [InlineData("float", "0.1f")]
    [InlineData("float", "float.MaxValue")]
    [InlineData("double", "double.PositiveInfinity")]
    [InlineData("double", "double.NaN")]
    [InlineData("double", "-0d")]
    [InlineData("double", "0.1")]
    [InlineData("double", "double.Epsilon")]
    [InlineData("double", "1e300")]
    [InlineData("decimal", "-1.10m")]
    [InlineData("decimal", "decimal.MaxValue")]
    [InlineData("string", "\"a\\\"b\\\\c\\n\\t\\u0000{x}\\u2028é𝄞\"")]
    [InlineData("string", "\"\"")]
    [InlineData("string?", "null")]
    [InlineData("string", "null!")]
    [InlineData("int?", "null")]
    [InlineData("int?", "-5")]
    [InlineData("Guid", "default")]
    [InlineData("DateTime", "default")]
    [InlineData("Level", "Level.High")]
    [InlineData("Level", "(Level)(-77)")]
    [InlineData("Level?", "Level.Low")]
    [InlineData("Level?", "(Level)5")]
    [InlineData("Level?", "null")]
    [InlineData("Access", "Access.Read | Access.Write")]
    [InlineData("@class", "@class.@event")]
    [InlineData("(int, string)", "default")]
    [InlineData("int[]?", "null")]
    [InlineData("byte?", "7")]
    [InlineData("char?", "'x'")]
    [InlineData("decimal?", "2.50m")]
    public void Of_Constant_SameOnTheContract(string type, string value)
    {
        System.Reflection.Assembly assembly = GeneratorRun.Sound(
            $$"""
            namespace Acme;
            public enum Level : short { Low = -1, High = 1 }
            [Flags] public enum Access : ulong { Read = 1, Write = 2 }
            public enum @class { None, @event }

            [RemoteWorker]
            public class Defaults
            {
                public void Set(int first, {{type}} value = {{value}}) { }
            }
            """).Load();

        object? expected = DefaultOf(assembly, "Acme.Defaults", "Set");
        object? actual = DefaultOf(assembly, "Acme.IDefaults", "SetAsync");

        actual.ShouldBe(expected);
        if (expected is float or double)
        {
            Convert.ToDouble(actual, null).Equals(Convert.ToDouble(expected, null)).ShouldBeTrue();
            double.IsNegative(Convert.ToDouble(actual, null)).ShouldBe(double.IsNegative(Convert.ToDouble(expected, null)));
        }

        actual?.ToString().ShouldBe(expected!.ToString());
    }

    private static object? DefaultOf(System.Reflection.Assembly assembly, string type, string method)
        => assembly.GetType(type, throwOnError: true)!.GetMethod(method)!.GetParameters()[1].RawDefaultValue;

    [Fact]
    public void Of_OptionalBeforeRequired_OnlyTheLastStayOptional()
    {
        GeneratorRun run = GeneratorRun.Sound(
            """
            using System.Runtime.InteropServices;

            [RemoteWorker]
            public class Odd
            {
                public int Sum([Optional, DefaultParameterValue(5)] int a, int b, int c = 3) => a + b + c;
                public string Who([System.Runtime.CompilerServices.CallerMemberName] string caller = "") => caller;
            }
            """);

        run.Text("Odd.Contract.g.cs").ShouldContain("SumAsync(int a, int b, int c = 3, ");
        run.Text("Odd.Contract.g.cs").ShouldContain("[global::System.Runtime.CompilerServices.CallerMemberNameAttribute] string caller = \"\"");
    }
}
