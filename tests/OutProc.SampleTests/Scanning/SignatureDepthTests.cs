using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using AssemblyScan.Scanning;

namespace OutProc.SampleTests.Scanning;

public sealed class SignatureDepthTests
{
    [Theory]
    [InlineData(nameof(Fields.Int), 1)]
    [InlineData(nameof(Fields.Array), 2)]
    [InlineData(nameof(Fields.Matrix), 2)]
    [InlineData(nameof(Fields.ListOfArrays), 3)]
    [InlineData(nameof(Fields.Nested), 5)]
    [InlineData(nameof(Fields.Pointer), 3)]
    [InlineData(nameof(Fields.Function), 4)]
    [InlineData(nameof(Fields.Volatile), 1)]
    public void Instance_Field_IsAsDeepAsItIsNested(string field, int depth)
    {
        using PEReader image = new(File.OpenRead(typeof(Fields).Assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        FieldDefinition definition = metadata.FieldDefinitions
            .Select(metadata.GetFieldDefinition)
            .Single(candidate => metadata.GetString(candidate.Name) == field
                && metadata.GetString(metadata.GetTypeDefinition(candidate.GetDeclaringType()).Name) == nameof(Fields));

        definition.DecodeSignature(SignatureDepth.Instance, null).ShouldBe(depth);
    }

    private sealed unsafe class Fields
    {
        public int Int = 1;
        public string[] Array = [];
        public int[,,] Matrix = new int[0, 0, 0];
        public List<int[]> ListOfArrays = [];
        public Dictionary<int, List<int[][]>> Nested = [];
        public int** Pointer = null;
        public delegate*<List<int[]>, void> Function = null;
        public volatile int Volatile = 1;
    }
}
