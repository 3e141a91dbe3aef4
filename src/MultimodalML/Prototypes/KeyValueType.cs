using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Prototypes;

/// <summary>A type that the values behind a key column can have, and how its values are read as text and written as annotations.</summary>
internal abstract class KeyValueType(PrimitiveDataViewType type)
{
    /// <summary>All that are known, in the order that model files number them by.</summary>
    public static IReadOnlyList<KeyValueType> All { get; } =
    [
        new KeyValueType<ReadOnlyMemory<char>>(TextDataViewType.Instance, text => text.AsMemory()),
        Parsed<bool>(BooleanDataViewType.Instance),
        Parsed<sbyte>(NumberDataViewType.SByte),
        Parsed<byte>(NumberDataViewType.Byte),
        Parsed<short>(NumberDataViewType.Int16),
        Parsed<ushort>(NumberDataViewType.UInt16),
        Parsed<int>(NumberDataViewType.Int32),
        Parsed<uint>(NumberDataViewType.UInt32),
        Parsed<long>(NumberDataViewType.Int64),
        Parsed<ulong>(NumberDataViewType.UInt64),
        Parsed<float>(NumberDataViewType.Single),
        Parsed<double>(NumberDataViewType.Double),
    ];

    public PrimitiveDataViewType Type { get; } = type;

    public abstract string[] Read(DataViewSchema.Annotations annotations, string kind);

    public abstract bool Accepts(string name);

    public abstract void Annotate(DataViewSchema.Annotations.Builder builder, string kind, IReadOnlyList<string> names);

    private static KeyValueType<T> Parsed<T>(PrimitiveDataViewType type)
        where T : IParsable<T> => new(type, text => T.Parse(text, CultureInfo.InvariantCulture));
}

/// <inheritdoc cref="KeyValueType"/>
internal sealed class KeyValueType<T>(PrimitiveDataViewType type, Func<string, T> parse) : KeyValueType(type)
{
    public override string[] Read(DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<T> values = default;
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];
    }

    public override bool Accepts(string name)
    {
        try
        {
            parse(name);
            return true;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return false;
        }
    }

    public override void Annotate(DataViewSchema.Annotations.Builder builder, string kind, IReadOnlyList<string> names)
    {
        T[] values = [.. names.Select(parse)];
        builder.Add(kind, new VectorDataViewType(Type, values.Length), (ref VBuffer<T> value) => new VBuffer<T>(values.Length, values).CopyTo(ref value));
    }
}
