using System.Globalization;
using System.Reflection;
using System.Text;

namespace OutProc.Tests.Gates;

/// <summary>Lists what users of an assembly can see, one line for each member, in an order that does not depend on the source.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Create(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(DescribeType(type)).Append('\n');
            IEnumerable<string> members = type.IsEnum
                ? type.GetEnumNames().Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}")
                : type.GetMembers(Declared).Select(DescribeMember).OfType<string>().Order(StringComparer.Ordinal);
            foreach (string member in members)
            {
                text.Append("    ").Append(member).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string DescribeType(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsByRefLike ? "ref struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        if (type.IsEnum)
        {
            return $"{kind} {type.FullName} : {Name(Enum.GetUnderlyingType(type))}";
        }

        IEnumerable<string> bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? [])
            .Where(static contract => contract.IsVisible).Select(Name).Order(StringComparer.Ordinal);
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object))
        {
            bases = bases.Prepend(Name(parent));
        }

        string list = string.Join(", ", bases);
        return $"{kind} {type.Namespace}.{Name(type)}{(list.Length > 0 ? " : " + list : "")}{Constraints(type.GetGenericArguments())}";
    }

    private static string? DescribeMember(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) => $"{Access(constructor)}.ctor({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{Access(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method.GetGenericArguments())}({Parameters(method)})" +
            Constraints(method.GetGenericArguments()),
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) =>
            $"{Access(property.GetAccessors(nonPublic: true).First(IsVisible))}{Name(property.PropertyType)} {property.Name}" +
            $"{Indexer(property)} {{ {Accessor(property.GetMethod, "get; ")}{Accessor(property.SetMethod, IsInit(property) ? "init; " : "set; ")}}}",
        EventInfo { AddMethod: { } add } @event when IsVisible(add) => $"{Access(add)}event {Name(@event.EventHandlerType!)} {@event.Name}",
        FieldInfo { IsPublic: true } field => field.IsLiteral
            ? $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}"
            : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Access(MethodBase method)
        => (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + (method.IsAbstract ? "abstract " :
            method is { IsVirtual: true, IsFinal: false } ? (method as MethodInfo)?.GetBaseDefinition() == method ? "virtual " : "override " : "");

    private static string Accessor(MethodInfo? method, string text) => IsVisible(method) ? text : "";

    private static string Indexer(PropertyInfo property)
        => property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";

    private static bool IsInit(PropertyInfo property)
        => property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Any(static type => type.Name == "IsExternalInit") == true;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        bool byReference = parameter.ParameterType.IsByRef;
        string passing = !byReference ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        string type = Name(byReference ? parameter.ParameterType.GetElementType()! : parameter.ParameterType);
        return $"{passing}{type} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}";
    }

    private static string Constraints(Type[] parameters) => string.Concat(parameters.Where(static type => type.IsGenericParameter).Select(static type =>
    {
        GenericParameterAttributes flags = type.GenericParameterAttributes;
        List<string> parts = [];
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            parts.Add("struct");
        }

        parts.AddRange(type.GetGenericParameterConstraints().Where(static part => part != typeof(ValueType)).Select(Name).Order(StringComparer.Ordinal));
        return parts.Count > 0 ? $" where {type.Name} : {string.Join(", ", parts)}" : "";
    }));

    private static string Arguments(Type[] types) => types.Length > 0 ? $"<{string.Join(", ", types.Select(Name))}>" : "";

    private static string Name(Type type)
    {
        if (s_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        int mark = type.Name.IndexOf('`', StringComparison.Ordinal);
        string name = (mark < 0 ? type.Name : type.Name[..mark]) + Arguments(type.GetGenericArguments());
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}.{name}" : name;
    }
}
