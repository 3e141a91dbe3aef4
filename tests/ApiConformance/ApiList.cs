using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ApiConformance;

/// <summary>The public and protected API of an assembly, one member a line, in the form of the lists beside this file.</summary>
internal static class ApiList
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Lines "type | kind : bases" and "type | member" of every visible type.</summary>
    public static IEnumerable<string> Lines(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes().Where(Visible))
        {
            yield return TypeLine(type);
            foreach (MemberInfo member in type.GetMembers(Declared))
            {
                if (Describe(member) is { } text) { yield return $"{Name(type)} | {text}"; }
            }
        }
    }

    private static string TypeLine(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        IEnumerable<string> classes = new[] { type.BaseType }.OfType<Type>().Where(b => b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum)).Select(Name);
        IEnumerable<string> interfaces = type.IsEnum ? [] : type.GetInterfaces().Where(Visible).Select(Name);
        string bases = string.Join(", ", classes.Concat(interfaces).Order(StringComparer.Ordinal));
        return $"{Name(type)} | {kind}{(bases.Length > 0 ? " : " + bases : "")}";
    }

    private static bool Visible(Type type)
    {
        for (Type? t = type; t is not null; t = t.DeclaringType)
        {
            if (!(t.IsPublic || t.IsNestedPublic || t.IsNestedFamily || t.IsNestedFamORAssem)) { return false; }
        }
        return true;
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo c when Open(c) && !c.IsStatic => $"{Access(c)}new({Parameters(c)})",
        MethodInfo m when Open(m) && !Overrides(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.Name.Contains('<') =>
            $"{Access(m)}{Kind(m)}{Name(m.ReturnType)} {m.Name}{Generics(m)}({(m.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "")}{Parameters(m)})",
        PropertyInfo p when (p.GetMethod ?? p.SetMethod) is { } a && Open(a) && !Overrides(a) =>
            $"{Access(a)}{Kind(a)}{Name(p.PropertyType)} {p.Name}{Index(p)} {{ {(p.GetMethod is { } g && Open(g) ? "get; " : "")}{(p.SetMethod is { } s && Open(s) ? "set; " : "")}}}",
        FieldInfo f when (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.IsSpecialName =>
            $"{(f.IsPublic ? "" : "protected ")}{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{Name(f.FieldType)} {f.Name}{(f.IsLiteral ? " = " + Value(f.GetRawConstantValue()) : "")}",
        EventInfo e when Open(e.AddMethod!) => $"event {Name(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    // An override adds nothing that a caller could not already name.
    private static bool Overrides(MethodInfo m) => m.GetBaseDefinition() != m;

    private static bool Open(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    private static string Access(MethodBase m) => m.IsPublic ? "" : "protected ";

    private static string Kind(MethodBase m) => m.IsStatic ? "static " : m.IsAbstract ? "abstract " : "";

    private static string Generics(MethodInfo m) => m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(t => t.Name))}>" : "";

    private static string Index(PropertyInfo p) => p.GetIndexParameters() is { Length: > 0 } index ? $"[{string.Join(", ", index.Select(Parameter))}]" : "";

    private static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo p) =>
        $"{(p.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "")}{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + Value(p.RawDefaultValue) : "")}";

    private static string Value(object? v) => v switch
    {
        null or Missing or DBNull => "null",
        bool b => b ? "true" : "false",
        string s => $"\"{s}\"",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => v.ToString()!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef) { return Name(type.GetElementType()!); }
        if (type.IsPointer) { return Name(type.GetElementType()!) + "*"; }
        if (type.IsArray) { return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]"; }
        if (type.IsGenericParameter) { return type.Name; }
        if (Nullable.GetUnderlyingType(type) is { } underlying) { return Name(underlying) + "?"; }
        Type[] arguments = type.GetGenericArguments();
        return arguments.Length == 0 ? Bare(type) : $"{Bare(type)}<{string.Join(", ", arguments.Select(Name))}>";
    }

    private static string Bare(Type type)
    {
        string name = type.Name.Split('`')[0];
        return type.DeclaringType is { } outer ? $"{Bare(outer)}.{name}" : type.Namespace is { Length: > 0 } space ? $"{space}.{name}" : name;
    }
}
