using System.Runtime.InteropServices;
using System.Text;

namespace OutProc.Interop;

/// <summary>A null-terminated array of C strings, as <c>argv</c> and <c>envp</c> are, in one block of native memory.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private byte** _block;

    /// <exception cref="ArgumentException">A string contains a null character, which a C string cannot carry.</exception>
    public NativeStrings(IReadOnlyList<string> strings)
    {
        nuint pointers = (nuint)(strings.Count + 1) * (nuint)sizeof(byte*);
        nuint bytes = 0;
        foreach (string text in strings)
        {
            if (text.Contains('\0'))
            {
                throw new ArgumentException("An argument or environment variable of a worker contains a null character.", nameof(strings));
            }

            bytes += (nuint)Encoding.UTF8.GetByteCount(text) + 1;
        }

        _block = (byte**)NativeMemory.Alloc(pointers + bytes);
        byte* position = (byte*)_block + pointers;
        for (int i = 0; i < strings.Count; i++)
        {
            _block[i] = position;
            int length = Encoding.UTF8.GetByteCount(strings[i]);
            Encoding.UTF8.GetBytes(strings[i], new Span<byte>(position, length));
            position[length] = 0;
            position += length + 1;
        }

        _block[strings.Count] = null;
    }

    public byte** Pointer => _block;

    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
