using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>What a worker's method returns, seen through its task.</summary>
/// <param name="Result">The type of the result, or <c>null</c> for none. For a stream, the stream.</param>
/// <param name="IsTask">Whether the method returns a task.</param>
/// <param name="IsStream">Whether the method returns <c>IAsyncEnumerable&lt;T&gt;</c>.</param>
internal readonly record struct ReturnShape(ITypeSymbol? Result, bool IsTask, bool IsStream)
{
    public static ReturnShape Of(IMethodSymbol method)
    {
        ITypeSymbol type = method.ReturnType;
        if (method.ReturnsVoid)
        {
            return new ReturnShape(null, IsTask: false, IsStream: false);
        }

        if (type.Is(KnownTypes.Task) || type.Is(KnownTypes.ValueTask))
        {
            return new ReturnShape(null, IsTask: true, IsStream: false);
        }

        if (type.Is(KnownTypes.TaskOf) || type.Is(KnownTypes.ValueTaskOf))
        {
            return new ReturnShape(((INamedTypeSymbol)type).TypeArguments[0], IsTask: true, IsStream: false);
        }

        return new ReturnShape(type, IsTask: false, IsStream: type.Is(KnownTypes.AsyncEnumerableOf));
    }
}
