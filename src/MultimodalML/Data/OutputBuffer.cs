using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>The values of one output column for a block of rows, row-major; a scorer fills it, a cursor reads it.</summary>
internal abstract class OutputBuffer
{
    public static OutputBuffer Create(OutputColumn column, int capacity)
    {
        Type item = column.Type is VectorDataViewType vector ? vector.ItemType.RawType : column.Type.RawType;
        return Type.GetTypeCode(item) switch
        {
            TypeCode.Single => new OutputBuffer<float>(column, capacity),
            TypeCode.Byte => new OutputBuffer<byte>(column, capacity),
            TypeCode.UInt32 => new OutputBuffer<uint>(column, capacity),
            _ => throw new NotSupportedException($"Column '{column.Name}' is {column.Type}; Single, Byte and UInt32 can be scored."),
        };
    }

    /// <summary>The buffer's values; T is the column's item type.</summary>
    public Span<T> Values<T>() => ((OutputBuffer<T>)this).Array;

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the row that <paramref name="currentRow"/> names when called.</summary>
    public abstract Delegate CreateGetter(Func<int> currentRow);
}

/// <inheritdoc cref="OutputBuffer"/>
internal sealed class OutputBuffer<T>(OutputColumn column, int capacity) : OutputBuffer
{
    private readonly int _length = column.Length;
    private readonly bool _isVector = column.Type is VectorDataViewType;

    public T[] Array { get; } = new T[capacity * column.Length];

    public override Delegate CreateGetter(Func<int> currentRow)
    {
        if (!_isVector)
        {
            return (ValueGetter<T>)((ref T value) => value = Array[currentRow()]);
        }

        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            int row = currentRow();
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, _length);
            Array.AsSpan(row * _length, _length).CopyTo(editor.Values);
            value = editor.Commit();
        });
    }
}
