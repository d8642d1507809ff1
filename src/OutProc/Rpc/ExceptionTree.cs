namespace OutProc.Rpc;

/// <summary>Whether it is safe to ask an exception for its text.</summary>
/// <remarks>
/// <see cref="AggregateException.Message"/> and <see cref="Exception.ToString"/> visit every inner exception along every way to it: an aggregate that
/// holds the same exceptions on two ways at each of 30 levels would be visited a thousand million times, and a chain of a million exceptions ends
/// the process by overflowing its stack.
/// </remarks>
internal static class ExceptionTree
{
    /// <summary>Beyond this many, inner exceptions are described one by one, under limits.</summary>
    private const int MaxVisits = 256;

    /// <summary>Whether an exception holds so few others that its own text is cheap.</summary>
    public static bool IsSmall(Exception error)
    {
        int left = MaxVisits;
        return Visit(error, ref left);
    }

    /// <summary>The text of an exception that was logged: what it says of itself, or where that could take for ever, the outer one's parts.</summary>
    public static string ToText(Exception error)
    {
        if (IsSmall(error))
        {
            return error.ToString();
        }

        return $"{error.GetType()}: {MessageOf(error)}{Environment.NewLine}{error.StackTrace}{Environment.NewLine}"
            + "   --- its many inner exceptions are not shown ---";
    }

    /// <summary>The message of an exception. Its getter is user code and may throw.</summary>
    public static string MessageOf(Exception error)
        => error is AggregateException && !IsSmall(error) ? "One or more errors occurred. (Too many to be named here.)" : error.Message;

    /// <summary>The inner exceptions: all of them for an aggregate.</summary>
    public static IReadOnlyList<Exception> InnerOf(Exception error)
    {
        if (error is AggregateException aggregate)
        {
            try
            {
                return aggregate.InnerExceptions;
            }
            catch (Exception)
            {
                // An exception whose constructor did not run, as a deserializer may leave it.
                return [];
            }
        }

        return error.InnerException is { } inner ? [inner] : [];
    }

    private static bool Visit(Exception error, ref int left)
    {
        if (--left < 0)
        {
            return false;
        }

        foreach (Exception inner in InnerOf(error))
        {
            if (!Visit(inner, ref left))
            {
                return false;
            }
        }

        return true;
    }
}
