using System.Globalization;
using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>A call of the operating system failed in a way the caller has no plan for. Never leaves the library unwrapped.</summary>
internal sealed class NativeException : IOException
{
    public NativeException(string call, int error)
        : base(string.Create(CultureInfo.InvariantCulture, $"{call}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})")) => Error = error;

    /// <summary>The <c>errno</c>.</summary>
    public int Error { get; }

    /// <summary>The exception for the last failed call of this thread.</summary>
    public static NativeException Last(string call) => new(call, Marshal.GetLastPInvokeError());
}
