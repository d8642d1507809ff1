using System.Reflection;
using System.Runtime.CompilerServices;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Rpc;

/// <summary>Whatever the runtime can throw arrives as itself or as text. None hangs, none is lost.</summary>
public sealed class CoreLibExceptionTests
{
    public static TheoryData<string> TypeNames => [.. Types.Select(static type => type.FullName!)];

    private static IEnumerable<Type> Types => typeof(object).Assembly.GetTypes()
        .Where(static type => typeof(Exception).IsAssignableFrom(type) && !type.IsAbstract && !type.ContainsGenericParameters)
        .OrderBy(static type => type.FullName, StringComparer.Ordinal);

    [Fact]
    public void TypeNames_All_AreMany() => Types.Count().ShouldBeGreaterThan(90);

    [Theory]
    [MemberData(nameof(TypeNames))]
    public async Task RoundTrip_AnyTypeOfTheRuntime_ArrivesAsItselfOrAsText(string typeName)
    {
        Type type = typeof(object).Assembly.GetType(typeName).ShouldNotBeNull();
        foreach (Exception original in Instances(type))
        {
            // Inside another one: a cancellation that nobody asked for is a fault, and would lose its type outside.
            Exception copy = await Task.Run(() => RoundTrip(new IOException("outer", original)).InnerException!).DefaultTimeout();

            if (copy is RemoteInvocationException remote)
            {
                remote.RemoteTypeName.ShouldBe(type.ToString());
                remote.RemoteMessage.ShouldBe(MessageOf(original));
            }
            else
            {
                copy.GetType().ShouldBe(type);
                copy.Message.ShouldBe(MessageOf(original));
            }

            copy.HResult.ShouldBe(original.HResult);
            copy.ToString().ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void RoundTrip_PublicTypesOfTheRuntime_AreKnownButForTheseFew()
        => Types.Where(static type => type.IsPublic && !RemoteExceptionTable.TypeNames.Contains(type.ToString()))
            .Select(static type => type.Name)
            .ShouldBe(
            [
                "ContractException",
                "ExecutionEngineException",
                "ReflectionTypeLoadException",
                "AmbiguousImplementationException",
                "RuntimeWrappedException",
                "ThreadAbortException",
                "ThreadStartException",
            ]);

    /// <summary>The exception as each of its constructors makes it of simple arguments, and as it would be without any.</summary>
    private static List<Exception> Instances(Type type)
    {
        var made = new List<Exception>();
        foreach (ConstructorInfo constructor in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        {
            try
            {
                made.Add((Exception)constructor.Invoke([.. constructor.GetParameters().Select(static parameter => ArgumentOf(parameter.ParameterType))]));
            }
            catch (Exception e) when (e is TargetInvocationException or ArgumentException or NotSupportedException or MemberAccessException)
            {
                // Not a constructor for these arguments; the others remain.
            }
        }

        made.Add((Exception)RuntimeHelpers.GetUninitializedObject(type));
        return made;
    }

    private static object? ArgumentOf(Type type)
        => type == typeof(string) ? "text"
            : type == typeof(Exception) ? new FormatException("inner")
            : type == typeof(Exception[]) ? new Exception[] { new FormatException("one"), new TimeoutException("two") }
            : type.IsValueType ? Activator.CreateInstance(type)
            : null;

    private static string MessageOf(Exception error)
    {
        try
        {
            return error.Message ?? "";
        }
        catch (Exception e)
        {
            return $"(not available: the exception's own getter threw {e.GetType()})";
        }
    }

    private static Exception RoundTrip(Exception error)
    {
        using var buffer = MessageCodec.Encode(RemoteErrorBuilder.Build(error));
        return RemoteErrors.Decode(buffer.WrittenSpan, "Worker #1", "Run", timedOut: null, default);
    }
}
