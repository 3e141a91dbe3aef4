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

    /// <summary>The buffer's values from its first row on; T is the column's item type.</summary>
    public Span<T> Values<T>() => ((OutputBuffer<T>)this).Values();

    /// <summary>The rows from one on, as a buffer that shares them.</summary>
    public abstract OutputBuffer From(int row);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the row that <paramref name="currentRow"/> names when called.</summary>
    public abstract Delegate CreateGetter(Func<int> currentRow);
}

/// <inheritdoc cref="OutputBuffer"/>
internal sealed class OutputBuffer<T> : OutputBuffer
{
    private readonly T[] _values;
    private readonly int _first;
    private readonly int _length;
    private readonly bool _isVector;

    public OutputBuffer(OutputColumn column, int capacity)
        : this(new T[capacity * column.Length], 0, column.Length, column.Type is VectorDataViewType)
    {
    }

    private OutputBuffer(T[] values, int first, int length, bool isVector) =>
        (_values, _first, _length, _isVector) = (values, first, length, isVector);

    public Span<T> Values() => _values.AsSpan(_first * _length);

    public override OutputBuffer From(int row) => new OutputBuffer<T>(_values, _first + row, _length, _isVector);

    public override Delegate CreateGetter(Func<int> currentRow)
    {
        if (!_isVector)
        {
            return (ValueGetter<T>)((ref T value) => value = Values()[currentRow()]);
        }

        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            int row = currentRow();
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, _length);
            Values().Slice(row * _length, _length).CopyTo(editor.Values);
            value = editor.Commit();
        });
    }
}
