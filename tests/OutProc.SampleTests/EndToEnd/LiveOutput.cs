using System.Text;
using OutProc.Testing.Shared;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>What a running process writes, as it comes.</summary>
internal sealed class LiveOutput
{
    private readonly StringBuilder _text = new();
    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[4096];

    public LiveOutput(StreamReader reader) => _reader = reader;

    /// <summary>Reads until the text read so far satisfies a condition.</summary>
    public async Task WaitForAsync(Func<string, bool> condition)
    {
        while (!condition(_text.ToString()))
        {
            (await ReadAsync()).ShouldBeTrue($"The process ended its output before what was waited for:\n{_text}");
        }
    }

    /// <summary>Reads to the end.</summary>
    /// <returns>All that was written.</returns>
    public async Task<string> ToEndAsync()
    {
        while (await ReadAsync())
        {
        }

        return _text.ToString();
    }

    private async Task<bool> ReadAsync()
    {
        int read = await _reader.ReadAsync(_buffer).DefaultTimeout();
        _text.Append(_buffer, 0, read);
        return read > 0;
    }
}
