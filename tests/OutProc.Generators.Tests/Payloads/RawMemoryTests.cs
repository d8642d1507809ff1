using OutProc.Conformance.Payloads;
using OutProc.Contracts;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Types without references: what lies between their fields stays here, and what arrives in their fields is a value.</summary>
public sealed class RawMemoryTests
{
    private const byte Dirt = 0xCC;

    private const string Declarations =
        """
        public delegate void Fill<T>(ref T value);

        /// <summary>Makes values in memory that was full of something else, and shows all of it.</summary>
        public static class Dirt
        {
            public static T Of<T>(Fill<T> fill)
            {
                Unsafe.SkipInit(out T value);
                MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>()).Fill(0xCC);
                fill(ref value);
                return value;
            }

            public static T[] Array<T>(int count, Fill<T> fill)
            {
                var values = new T[count];
                for (int i = 0; i < count; i++)
                {
                    MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref values[i]), Unsafe.SizeOf<T>()).Fill(0xCC);
                    fill(ref values[i]);
                }

                return values;
            }

            public static void Put<T, TField>(ref T value, int offset, TField field)
                => Unsafe.WriteUnaligned(ref Unsafe.Add(ref Unsafe.As<T, byte>(ref value), offset), field);

            public static byte[] Bytes<T>(T[] values)
                => MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref values[0]), values.Length * Unsafe.SizeOf<T>()).ToArray();
        }

        public struct Padded { public byte A; public long B; }
        public struct Tail { public int A; public short B; }
        public struct Outer { public byte A; public Padded Inner; public Secret Hidden; public bool Last; }
        public struct Secret
        {
            private byte _a;
            private Mode _mode;
            private Part _part;
            private enum Mode : long { One = 1 }
            private struct Part { public short X; public int Y; }
            public static void Set(ref Secret value) { value._a = 1; value._mode = Mode.One; value._part.X = 2; value._part.Y = 3; }
        }

        [StructLayout(LayoutKind.Auto)] public struct Shuffled { public byte A; public long B; public short C; }
        [StructLayout(LayoutKind.Sequential, Pack = 2)] public struct Packed { public byte A; public int B; }
        [StructLayout(LayoutKind.Explicit)]
        public struct Union { [FieldOffset(0)] public int I; [FieldOffset(0)] public bool F; [FieldOffset(8)] public byte T; }
        [StructLayout(LayoutKind.Sequential, Size = 16)] public struct Sized { public byte A; }
        [InlineArray(3)] public struct Three { private Padded _first; }
        public unsafe struct Fixed { public byte A; public fixed int Data[2]; public fixed bool Flags[3]; public long B; }
        public struct Pair<T>
        {
            private byte _a;
            private T _b;
            public static void Set(ref Pair<T> value, T b) { value._a = 1; value._b = b; }
        }

        public struct Captured(byte a) { public long B = 1; public int Sum() => a; }
        public struct Maybe { public byte A; public int? B; public Padded? C; }
        public struct Moments
        {
            public byte A;
            public DateTimeOffset B;
            public DateTime C;
            public decimal D;
            public Rune E;
            public bool F;
            public TimeOnly G;
            public DateOnly H;
        }

        public struct Clean { public int A; public uint B; public float C; }
        public enum Color : byte { Red }
        """;

    private static readonly (string Type, string Fill)[] s_dirty =
    [
        ("Padded", "(ref Padded s) => { s.A = 1; s.B = 2; }"),
        ("Tail", "(ref Tail s) => { s.A = 1; s.B = 2; }"),
        ("Outer", "(ref Outer s) => { s.A = 1; s.Inner.A = 1; s.Inner.B = 2; Secret.Set(ref s.Hidden); s.Last = true; }"),
        ("Secret", "(ref Secret s) => Secret.Set(ref s)"),
        ("Shuffled", "(ref Shuffled s) => { s.A = 1; s.B = 2; s.C = 3; }"),
        ("Packed", "(ref Packed s) => { s.A = 1; s.B = 2; }"),
        ("Union", "(ref Union s) => { s.I = 1; s.T = 2; }"),
        ("Three", "(ref Three s) => { for (int i = 0; i < 3; i++) { s[i].A = 1; s[i].B = 2; } }"),
        ("Fixed",
            "(ref Fixed s) => { unsafe { s.A = 1; s.Data[0] = s.Data[1] = 2; s.Flags[0] = s.Flags[1] = s.Flags[2] = true; s.B = 3; } }"),
        ("Pair<int>", "(ref Pair<int> s) => Pair<int>.Set(ref s, 5)"),
        ("Pair<(byte, long)>", "(ref Pair<(byte, long)> s) => { Pair<(byte, long)>.Set(ref s, (1, 2)); }"),
        ("(byte, long, short)", "(ref (byte A, long B, short C) s) => { s.A = 1; s.B = 2; s.C = 3; }"),
        ("(byte, Padded)", "(ref (byte A, Padded B) s) => { s.A = 1; s.B.A = 1; s.B.B = 2; }"),
        ("(byte, int, byte, int, byte, int, byte, int, byte)",
            "(ref (byte, int, byte, int, byte, int, byte, int, byte) s) => "
            + "{ s.Item1 = s.Item3 = s.Item5 = s.Item7 = s.Item9 = 1; s.Item2 = s.Item4 = s.Item6 = s.Item8 = 2; }"),
        ("KeyValuePair<byte, int>", "(ref KeyValuePair<byte, int> s) => { Dirt.Put(ref s, 0, (byte)1); Dirt.Put(ref s, 4, 2); }"),
        ("int?", "(ref int? s) => { Dirt.Put(ref s, 0, (byte)1); Dirt.Put(ref s, 4, 2); }"),
        ("long?", "(ref long? s) => Dirt.Put(ref s, 0, (byte)0)"),
        ("byte?", "(ref byte? s) => Dirt.Put(ref s, 0, (byte)0)"),
        ("Padded?", "(ref Padded? s) => Dirt.Put(ref s, 0, (byte)0)"),
        ("DateTimeOffset", "(ref DateTimeOffset s) => { Dirt.Put(ref s, 0, 60); Dirt.Put(ref s, 8, DateTime.UnixEpoch.Ticks); }"),
        ("DateTimeOffset?",
            "(ref DateTimeOffset? s) => { Dirt.Put(ref s, 0, true); Dirt.Put(ref s, 8, 60); "
            + "Dirt.Put(ref s, 16, DateTime.UnixEpoch.Ticks); }"),
    ];

    private static readonly string[] s_others =
    [
        "Sized", "Captured", "Maybe", "Moments", "Moments[]", "(bool, byte)", "Dictionary<byte, bool>", "Color", "Clean", "Maybe[]",
        "Union",
        "List<Moments>", "Queue<(bool, byte)>", "Moments[,]", "ReadOnlyMemory<(bool, byte)>", "IEnumerable<Color?>", "HashSet<Padded>",
    ];

    private static readonly PayloadAssembly s_assembly = PayloadCompiler.Compile(
        Declarations,
        [
            .. s_dirty.Select(entry => entry.Type),
            .. s_dirty.Select(entry => $"List<{entry.Type}>"),
            .. s_dirty.Select(entry => $"Queue<{entry.Type}>"),
            .. s_dirty.Select(entry => $"({entry.Type}, string?)"),
            .. s_others,
            "byte[]",
        ],
        [
            .. s_dirty.Select((entry, index) => (index, $"() => Dirt.Of<{entry.Type}>({entry.Fill})")),
            .. s_dirty.Select((entry, index) => (index + s_dirty.Length, $"() => [.. Dirt.Array<{entry.Type}>(3, {entry.Fill})]")),
            .. s_dirty.Select((entry, index)
                => (index + (2 * s_dirty.Length), $"() => new Queue<{entry.Type}>(Dirt.Array<{entry.Type}>(3, {entry.Fill}))")),
            .. s_dirty.Select((entry, index) => (index + (3 * s_dirty.Length), $"() => (Dirt.Of<{entry.Type}>({entry.Fill}), null)")),
            .. s_dirty.Select(entry
                => ((4 * s_dirty.Length) + s_others.Length, $"() => Dirt.Bytes<{entry.Type}>(Dirt.Array<{entry.Type}>(1, {entry.Fill}))")),
            (Other("Sized"), "() => { Sized s = default; MemoryMarshal.CreateSpan(ref s.A, 16).Fill(7); return s; }"),
            (Other("Captured"), "new Captured(9)"),
            (Other("HashSet<Padded>"), "new HashSet<Padded>(Dirt.Array<Padded>(1, (ref Padded s) => { s.A = 1; s.B = 2; }))"),
            ((4 * s_dirty.Length) + s_others.Length, "new byte[Unsafe.SizeOf<Moments>()]"),
            ((4 * s_dirty.Length) + s_others.Length, "new byte[Unsafe.SizeOf<Maybe>()]"),
        ]);

    public static TheoryData<int, string> Types => [.. s_dirty.Select((entry, index) => (index, entry.Type))];

    [Theory]
    [MemberData(nameof(Types))]
    public void Write_DirtyPadding_LeavesAsZero(int index, string type)
    {
        s_assembly.Problems[index].ShouldBeNull(type);
        byte[] memory = (byte[])s_assembly.Make(index + (4 * s_dirty.Length))!;
        memory.ShouldContain(Dirt, $"{type} has no padding, so that this test would prove nothing");
        byte[] clean = [.. memory.Select(value => value == Dirt ? (byte)0 : value)];

        s_assembly.Write(index, s_assembly.Make(index)).ShouldBe(clean, type);
        for (int form = 1; form <= 2; form++)
        {
            int collection = index + (form * s_dirty.Length);
            s_assembly.Write(collection, s_assembly.Make(collection)).ShouldBe([3, 0, 0, 0, .. clean, .. clean, .. clean], type);
        }

        int tuple = index + (3 * s_dirty.Length);
        s_assembly.Write(tuple, s_assembly.Make(tuple)).ShouldBe([.. clean, 255, 255, 255, 255], type);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Read_WhatWasWritten_IsTheSameValue(int index, string type)
    {
        byte[] payload = s_assembly.Write(index, s_assembly.Make(index));

        s_assembly.Write(index, s_assembly.Read(index, payload)).ShouldBe(payload, type);
    }

    [Theory]
    [InlineData("Sized", "07070707070707070707070707070707")]
    [InlineData("HashSet<Padded>", "010000000100000000000000" + "0200000000000000")]
    public void Write_OtherTypes_IsTheirData(string type, string hex)
    {
        int value = (5 * s_dirty.Length) + (type == "Sized" ? 0 : 2);

        Convert.ToHexStringLower(s_assembly.Write(Other(type), s_assembly.Make(value))).ShouldBe(hex);
    }

    [Fact]
    public void Write_FieldsTheCompilerDoesNotShow_CrossAsTheyAre()
    {
        object? value = s_assembly.Make((5 * s_dirty.Length) + 1);

        s_assembly.Read(Other("Captured"), s_assembly.Write(Other("Captured"), value)).ShouldBe(value);
    }

    [Theory]
    [InlineData(8, "ffffffff")] // the offset of B
    [InlineData(16, "ffffffffffffff3f")] // the ticks of B
    public void Read_InvalidMoment_Throws(int offset, string hex) => ShouldRefuse("Moments", new byte[Size("Moments")], offset, hex);

    [Theory]
    [InlineData("Moments")]
    [InlineData("Moments[]")]
    [InlineData("List<Moments>")]
    [InlineData("Moments[,]")]
    public void Read_AllBitsSet_Throws(string type)
    {
        byte[] header = type switch
        {
            "Moments" => [],
            "Moments[,]" => [3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
            _ => [1, 0, 0, 0],
        };
        byte[] payload = [.. header, .. Enumerable.Repeat(byte.MaxValue, Size("Moments"))];

        PayloadException exception = Should.Throw<PayloadException>(() => s_assembly.Read(Other(type), payload));

        exception.Message.ShouldContain("not a valid Moments");
        exception.MemberPath.ShouldBe(type == "Moments" ? null : "[0]");
    }

    [Fact]
    public void Read_EveryByteOfMoments_IsCheckedOrFree()
    {
        // One word after the other is set to ones. A and the flag take anything, and so do the lower words of ticks.
        int size = Size("Moments");
        int refused = 0;
        for (int offset = 0; offset < size; offset += 4)
        {
            byte[] payload = new byte[size];
            payload.AsSpan(offset, 4).Fill(byte.MaxValue);
            try
            {
                s_assembly.Read(Other("Moments"), payload);
            }
            catch (PayloadException)
            {
                refused++;
            }
        }

        // The minutes and the upper word of the DateTimeOffset, the upper words of DateTime and TimeOnly, the flags of the decimal, the
        // Rune and the DateOnly.
        refused.ShouldBe(7);
    }

    [Theory]
    [InlineData("(bool, byte)", "0207", "0107")]
    [InlineData("Dictionary<byte, bool>", "010000000502", "010000000501")]
    [InlineData("Queue<(bool, byte)>", "02000000" + "ff010000", "02000000" + "01010000")]
    [InlineData("ReadOnlyMemory<(bool, byte)>", "02000000" + "ff010000", "02000000" + "01010000")]
    [InlineData("IEnumerable<Color?>", "0200000002070007", "0200000001070000")]
    [InlineData("Color", "63", "63")]
    [InlineData("Clean", "ffffffffffffffffffffffff", "ffffffffffffffffffffffff")]
    [InlineData("Union", "07000000ffffffffff000000", "0700000000000000ff000000")]
    public void Read_FlagsOfAnyBits_AreTrueOrFalse(string type, string hex, string normal)
    {
        object? value = s_assembly.Read(Other(type), Convert.FromHexString(hex));

        Convert.ToHexStringLower(s_assembly.Write(Other(type), value)).ShouldBe(normal);
    }

    [Fact]
    public void Read_AbsentValueOfInvalidBits_IsIgnored()
    {
        const string Type = "Maybe[]";
        byte[] element = new byte[Size("Maybe")];
        element.AsSpan().Fill(byte.MaxValue);
        element[4] = 0; // B has no value
        element[16] = 0; // C neither

        object? read = s_assembly.Read(Other(Type), [1, 0, 0, 0, .. element]);

        byte[] payload = s_assembly.Write(Other(Type), read);
        payload[4].ShouldBe(byte.MaxValue);
        payload[5..].ShouldAllBe(value => value == 0);
    }

    private static int Other(string type) => (4 * s_dirty.Length) + Array.IndexOf(s_others, type);

    private static int Size(string type)
        => ((byte[])s_assembly.Make((5 * s_dirty.Length) + (type == "Moments" ? 3 : 4)).ShouldNotBeNull()).Length;

    private static void ShouldRefuse(string type, byte[] payload, int offset, string hex)
    {
        s_assembly.Read(Other(type), payload).ShouldNotBeNull();
        Convert.FromHexString(hex).CopyTo(payload, offset);

        Should.Throw<PayloadException>(() => s_assembly.Read(Other(type), payload)).Message.ShouldContain("not a valid");
    }
}
