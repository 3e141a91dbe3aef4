using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Schemas in model files: names, types and annotations. Columns of types that have no binary form are left out.</summary>
internal static class SchemaSerializer
{
    private const BindingFlags Own = BindingFlags.NonPublic | BindingFlags.Static;

    public static void Save(ModelSaveContext ctx, string name, DataViewSchema schema) => ctx.SaveBinaryStream(name, writer => Write(writer, schema));

    public static DataViewSchema? Load(ModelLoadContext ctx, string name)
    {
        DataViewSchema? schema = null;
        ctx.TryLoadBinaryStream(name, reader => schema = Read(reader));
        return schema;
    }

    public static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        DataViewSchema.Column[] columns = [.. schema.Where(c => IsKnown(c.Type))];
        writer.Write(columns.Length);
        foreach (DataViewSchema.Column column in columns)
        {
            writer.Write(column.Name);
            WriteType(writer, column.Type);
            DataViewSchema.Column[] annotations = [.. column.Annotations.Schema.Where(a => IsKnown(a.Type))];
            writer.Write(annotations.Length);
            foreach (DataViewSchema.Column annotation in annotations)
            {
                writer.Write(annotation.Name);
                WriteType(writer, annotation.Type);
                Generic(annotation.Type, nameof(WriteValue), nameof(WriteVector)).Invoke(null, [writer, column.Annotations, annotation.Name]);
            }
        }
    }

    public static DataViewSchema Read(BinaryReader reader)
    {
        try
        {
            var builder = new DataViewSchema.Builder();
            int columnCount = reader.ReadInt32();
            for (int i = 0; i < columnCount; i++)
            {
                string name = reader.ReadString();
                DataViewType type = ReadType(reader);
                var annotations = new DataViewSchema.Annotations.Builder();
                int annotationCount = reader.ReadInt32();
                for (int a = 0; a < annotationCount; a++)
                {
                    string kind = reader.ReadString();
                    DataViewType annotationType = ReadType(reader);
                    var getter = (Delegate)Generic(annotationType, nameof(ReadValue), nameof(ReadVector)).Invoke(null, [reader])!;
                    annotations.Add(kind, annotationType, getter);
                }

                builder.AddColumn(name, type, annotations.ToAnnotations());
            }

            return builder.ToSchema();
        }
        catch (Exception error) when (error is IOException or ArgumentException or TargetInvocationException)
        {
            throw ModelFormat.Error("Corrupt model file: its schema cannot be read.", error);
        }
    }

    internal static void WriteType(BinaryWriter writer, DataViewType type)
    {
        var vector = type as VectorDataViewType;
        writer.Write(vector is null ? 0 : vector.Dimensions.Length);
        foreach (int dimension in vector?.Dimensions ?? [])
        {
            writer.Write(dimension);
        }

        DataViewType item = type.ItemOrSelf;
        writer.Write((byte)PrimitiveTypes.KindOf(item.RawType));
        writer.Write(item is KeyDataViewType key ? key.Count : 0UL);
    }

    internal static DataViewType ReadType(BinaryReader reader)
    {
        var dimensions = new int[reader.ReadInt32()];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = reader.ReadInt32();
        }

        byte kind = reader.ReadByte();
        ulong keyCount = reader.ReadUInt64();
        PrimitiveDataViewType item = kind == 0 ? RowIdDataViewType.Instance : PrimitiveTypes.FromKind((DataKind)kind);
        if (keyCount > 0)
        {
            item = new KeyDataViewType(item.RawType, keyCount);
        }

        return dimensions.Length > 0 ? new VectorDataViewType(item, dimensions) : item;
    }

    internal static bool IsKnown(DataViewType type) => PrimitiveTypes.FromRawType(type.ItemOrSelf.RawType) is not null;

    private static MethodInfo Generic(DataViewType type, string scalar, string vector) =>
        typeof(SchemaSerializer).GetMethod(type is VectorDataViewType ? vector : scalar, Own)!.MakeGenericMethod(type.ItemOrSelf.RawType);

    private static void WriteValue<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, string kind)
    {
        T value = default!;
        annotations.GetValue(kind, ref value);
        ValueCodec.Write(writer, value);
    }

    private static void WriteVector<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<T> value = default;
        annotations.GetValue(kind, ref value);
        ValueCodec.WriteBuffer(writer, value);
    }

    private static ValueGetter<T> ReadValue<T>(BinaryReader reader)
    {
        T value = ValueCodec.Read<T>(reader);
        return (ref T target) => target = value;
    }

    private static ValueGetter<VBuffer<T>> ReadVector<T>(BinaryReader reader)
    {
        VBuffer<T> value = default;
        ValueCodec.ReadBuffer(reader, ref value);
        return (ref VBuffer<T> target) => value.CopyTo(ref target);
    }
}
