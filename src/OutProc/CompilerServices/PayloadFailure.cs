using System.ComponentModel;
using OutProc.Contracts;

namespace OutProc.CompilerServices;

/// <summary>
/// What emitted formatters do when something throws below them: the path grows, and exceptions of user code become <see
/// cref="PayloadException"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadFailure
{
    /// <summary>
    /// Called from an exception filter, so that an exception that already says what is wrong is neither caught nor thrown again.
    /// </summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="member">The member being written or read, or <c>null</c> for the object itself.</param>
    /// <returns><c>true</c> for an exception of user code, which <see cref="Wrap(Exception, string?)"/> is for.</returns>
    public static bool IsForeign(Exception exception, string? member)
    {
        return exception switch
        {
            PayloadException payload => member is not null && payload.At(member),

            // Says itself what it is about.
            SharedResourceException => false,
            _ => true,
        };
    }

    /// <summary>As <see cref="IsForeign(Exception, string?)"/>, for an element of a collection.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="index">The index of the element.</param>
    /// <returns><c>true</c> for an exception of user code.</returns>
    public static bool IsForeign(Exception exception, int index) => exception switch
    {
        PayloadException payload => payload.At($"[{index}]"),
        SharedResourceException => false,
        _ => true,
    };

    /// <summary>Tells what a getter, setter or constructor threw, and where.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="member">The member, or <c>null</c> for the object itself.</param>
    /// <returns>The exception to throw.</returns>
    public static PayloadException Wrap(Exception exception, string? member)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var wrapped = new PayloadException($"The value's own code threw {exception.GetType().Name}: {exception.Message}", exception);
        if (member is not null)
        {
            wrapped.At(member);
        }

        return wrapped;
    }

    /// <summary>Refuses an object whose type is not one of the types its union names.</summary>
    /// <param name="value">The object.</param>
    /// <param name="union">The union.</param>
    /// <returns>The exception to throw.</returns>
    public static PayloadException NotACase(object value, Type union)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new PayloadException($"'{value.GetType()}' is not a type that '{union}' names as a known one.");
    }

    /// <summary>As <see cref="Wrap(Exception, string?)"/>, for an element of a collection.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="index">The index of the element.</param>
    /// <returns>The exception to throw.</returns>
    public static PayloadException Wrap(Exception exception, int index) => Wrap(exception, $"[{index}]");
}
