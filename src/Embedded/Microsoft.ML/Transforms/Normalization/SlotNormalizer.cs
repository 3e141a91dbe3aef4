using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A function of each slot of one column.</summary>
internal abstract class SlotNormalizer(DataViewType type)
{
    /// <summary>Type of the column, which it keeps.</summary>
    public DataViewType Type => type;

    public abstract NormalizerKind Kind { get; }

    public abstract NormalizingTransformer.NormalizerModelParametersBase Parameters { get; }

    public abstract Delegate CreateGetter(DataViewRow input, DataViewSchema.Column column);

    public void Save(BinaryWriter writer)
    {
        SchemaSerializer.WriteType(writer, type);
        writer.Write((byte)Kind);
        SaveCore(writer);
    }

    public static SlotNormalizer Load(BinaryReader reader)
    {
        DataViewType type = SchemaSerializer.ReadType(reader);
        var kind = (NormalizerKind)reader.ReadByte();
        return (type.ItemOrSelf.RawType == typeof(double), kind) switch
        {
            (false, NormalizerKind.MeanVarianceCdf) => CdfNormalizer<float>.Load(reader, type),
            (true, NormalizerKind.MeanVarianceCdf) => CdfNormalizer<double>.Load(reader, type),
            (false, _) => AffineNormalizer<float>.Load(reader, type),
            (true, _) => AffineNormalizer<double>.Load(reader, type),
        };
    }

    protected abstract void SaveCore(BinaryWriter writer);

    protected static void Write<T>(BinaryWriter writer, T[]? values)
    {
        writer.Write(values?.Length ?? -1);
        foreach (T value in values ?? [])
        {
            ValueCodec.Write(writer, value);
        }
    }

    protected static T[]? Read<T>(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        ModelFormat.Check(length >= -1 && length <= reader.BaseStream.Length, $"Corrupt model file: a normalizer of {length} slots.");
        return length < 0 ? null : [.. Enumerable.Range(0, length).Select(_ => ValueCodec.Read<T>(reader))];
    }
}
