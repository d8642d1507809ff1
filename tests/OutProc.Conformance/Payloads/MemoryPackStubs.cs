namespace OutProc.Conformance.Payloads;

/// <summary>Declarations of MemoryPack's attributes, written for the tests: the package itself is not a dependency.</summary>
internal static class MemoryPackStubs
{
    public const string Source =
        """
        #nullable enable
        using System;

        namespace MemoryPack
        {
            public enum GenerateType { Object, VersionTolerant, CircularReference, Collection, NoGenerate }

            public enum SerializeLayout { Sequential, Explicit }

            [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
            public sealed class MemoryPackableAttribute : Attribute
            {
                public MemoryPackableAttribute(GenerateType generateType = GenerateType.Object) { }
                public MemoryPackableAttribute(SerializeLayout serializeLayout) { }
                public MemoryPackableAttribute(GenerateType generateType, SerializeLayout serializeLayout) { }
            }

            [AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true)]
            public sealed class MemoryPackUnionAttribute(ushort tag, Type type) : Attribute
            {
                public ushort Tag => tag;
                public Type Type => type;
            }

            [AttributeUsage(AttributeTargets.Class)]
            public sealed class MemoryPackUnionFormatterAttribute(Type type) : Attribute
            {
                public Type Type => type;
            }

            public sealed class MemoryPackAllowSerializeAttribute : Attribute { }

            public sealed class MemoryPackConstructorAttribute : Attribute { }

            public sealed class MemoryPackIgnoreAttribute : Attribute { }

            public sealed class MemoryPackIncludeAttribute : Attribute { }

            public sealed class MemoryPackOnDeserializedAttribute : Attribute { }

            public sealed class MemoryPackOnDeserializingAttribute : Attribute { }

            public sealed class MemoryPackOnSerializedAttribute : Attribute { }

            public sealed class MemoryPackOnSerializingAttribute : Attribute { }

            public sealed class MemoryPackOrderAttribute(int order) : Attribute
            {
                public int Order => order;
            }

            public sealed class SuppressDefaultInitializationAttribute : Attribute { }

            public abstract class MemoryPackCustomFormatterAttribute : Attribute { }

            public sealed class BitPackFormatterAttribute : MemoryPackCustomFormatterAttribute { }

            public sealed class BrotliFormatterAttribute : MemoryPackCustomFormatterAttribute { }

            public sealed class BrotliFormatterAttribute<T> : MemoryPackCustomFormatterAttribute { }

            public sealed class BrotliStringFormatterAttribute : MemoryPackCustomFormatterAttribute { }

            public sealed class InternStringFormatterAttribute : MemoryPackCustomFormatterAttribute { }

            public sealed class MemoryPoolFormatterAttribute<T> : MemoryPackCustomFormatterAttribute { }

            public sealed class OrdinalIgnoreCaseStringDictionaryFormatterAttribute<T> : MemoryPackCustomFormatterAttribute { }

            public sealed class Utf16StringFormatterAttribute : MemoryPackCustomFormatterAttribute { }

            public sealed class Utf8StringFormatterAttribute : MemoryPackCustomFormatterAttribute { }
        }
        """;
}
