using System.ComponentModel;
using System.Text;

namespace OutProc.Contracts;

/// <summary>A value could not be written to or read from a payload. Only the call it belongs to fails.</summary>
public sealed class PayloadException : OutProcException
{
    /// <summary>A longer path is told by both ends.</summary>
    private const int MaxSteps = 64;

    private List<string>? _steps;
    private bool _hasGap;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="message">What is wrong with the value or the bytes.</param>
    /// <param name="innerException">The exception of the value's own code, if that was the cause.</param>
    public PayloadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// The path of the member that failed, from the parameter down (<c>job.Items[3].Name</c>), or <c>null</c> when it is not known.
    /// </summary>
    public string? MemberPath
    {
        get
        {
            if (_steps is null)
            {
                return null;
            }

            var path = new StringBuilder();
            for (int i = _steps.Count - 1; i >= 0; i--)
            {
                if (_hasGap && i == (MaxSteps / 2) - 1)
                {
                    path.Append("...");
                }

                path.Append(path.Length == 0 || _steps[i][0] == '[' ? "" : ".").Append(_steps[i]);
            }

            return path.ToString();
        }
    }

    /// <summary>The offset in the payload at which reading stopped, in bytes, or <c>null</c> for a failed write.</summary>
    public long? Offset { get; init; }

    /// <inheritdoc/>
    public override string Message => MemberPath is null ? base.Message : $"{base.Message} (at '{MemberPath}')";

    /// <summary>The message without the path.</summary>
    internal string Reason => base.Message;

    /// <summary>
    /// Puts one step in front of <see cref="MemberPath"/> while the exception travels up. Called by generated code from an exception
    /// filter.
    /// </summary>
    /// <param name="step">A member name, or an index in brackets.</param>
    /// <returns>Always <c>false</c>, so that the filter does not catch.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool At(string step)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        _steps ??= [];
        if (_steps.Count == MaxSteps)
        {
            _steps.RemoveAt(MaxSteps / 2);
            _hasGap = true;
        }

        _steps.Add(step);
        return false;
    }
}
