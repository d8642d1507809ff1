using OutProc.Conformance.Payloads;

namespace OutProc.Conformance.Running;

/// <summary>What is compiled into one assembly. There are several only when entries have attributes for their assembly.</summary>
internal sealed class Unit(string assemblyAttributes)
{
    private PayloadImage? _image;

    public PayloadSource Source { get; } = new() { AssemblyAttributes = assemblyAttributes };

    public PayloadImage Image => _image ?? throw new InvalidOperationException("The unit is not compiled yet.");

    /// <summary>Where the compiled assembly lies.</summary>
    public string Path { get; private set; } = "";

    public void Compile(string folder, int index)
    {
        _image = PayloadCompiler.Compile(Source);
        Path = System.IO.Path.Combine(folder, $"Unit{index}.dll");
        File.WriteAllBytes(Path, _image.Bytes);
    }
}
