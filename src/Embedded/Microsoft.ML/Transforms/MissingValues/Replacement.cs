using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>What stands in for the missing values of one column.</summary>
internal abstract class Replacement
{
    public abstract Type ItemType { get; }

    /// <summary>How many slots have a value of their own; 1: all have the same.</summary>
    public abstract int Count { get; }

    public abstract void Save(BinaryWriter writer);

    public abstract Delegate CreateGetter(DataViewRow input, DataViewSchema.Column column);

    public static Replacement Load(BinaryReader reader) => reader.ReadBoolean() ? Replacement<double>.Read(reader) : Replacement<float>.Read(reader);
}

/// <inheritdoc/>
/// <param name="values">One, or one per slot.</param>
internal sealed class Replacement<T>(T[] values) : Replacement
    where T : struct, IFloatingPointIeee754<T>
{
    public override Type ItemType => typeof(T);

    public override int Count => values.Length;

    public override void Save(BinaryWriter writer)
    {
        writer.Write(typeof(T) == typeof(double));
        writer.Write(values.Length);
        foreach (T value in values)
        {
            ValueCodec.Write(writer, value);
        }
    }

    public static Replacement<T> Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        ModelFormat.Check(count > 0 && count <= reader.BaseStream.Length, $"Corrupt model file: {count} replacement values.");
        return new Replacement<T>([.. Enumerable.Range(0, count).Select(_ => ValueCodec.Read<T>(reader))]);
    }

    public override Delegate CreateGetter(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<T> getValue = input.GetGetter<T>(column);
            return (ValueGetter<T>)((ref T target) =>
            {
                getValue(ref target);
                target = T.IsNaN(target) ? values[0] : target;
            });
        }

        ValueGetter<VBuffer<T>> getVector = input.GetGetter<VBuffer<T>>(column);
        VBuffer<T> source = default;
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> target) =>
        {
            getVector(ref source);
            source.CopyTo(ref target);
            VBufferEditor<T> editor = VBufferEditor.CreateFromBuffer(ref target);
            ReadOnlySpan<int> indices = target.GetIndices();
            for (int i = 0; i < editor.Values.Length; i++)
            {
                if (T.IsNaN(editor.Values[i]))
                {
                    editor.Values[i] = values[values.Length == 1 ? 0 : target.IsDense ? i : indices[i]];
                }
            }
            target = editor.Commit();
        });
    }
}
