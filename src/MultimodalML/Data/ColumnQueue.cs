using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>Keeps the values of a source column for the rows that a cursor has read ahead.</summary>
internal abstract class ColumnQueue
{
    public static ColumnQueue Create(DataViewRowCursor source, DataViewSchema.Column column, int capacity)
    {
        Type value = column.Type.RawType;
        Type queue = column.Type is VectorDataViewType
            ? typeof(VectorQueue<>).MakeGenericType(value.GetGenericArguments())
            : typeof(ValueQueue<>).MakeGenericType(value);
        return (ColumnQueue)Activator.CreateInstance(queue, source, column, capacity)!;
    }

    /// <summary>Takes the source's current value as that of a row of the block.</summary>
    public abstract void Capture(int row);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the row that <paramref name="currentRow"/> names when called.</summary>
    public abstract Delegate CreateGetter(Func<int> currentRow);
}

internal sealed class ValueQueue<T>(DataViewRowCursor source, DataViewSchema.Column column, int capacity) : ColumnQueue
{
    private readonly T[] _values = new T[capacity];
    private readonly ValueGetter<T> _getter = source.GetGetter<T>(column);

    public override void Capture(int row) => _getter(ref _values[row]);

    public override Delegate CreateGetter(Func<int> currentRow) => (ValueGetter<T>)((ref T value) => value = _values[currentRow()]);
}

internal sealed class VectorQueue<T>(DataViewRowCursor source, DataViewSchema.Column column, int capacity) : ColumnQueue
{
    private readonly VBuffer<T>[] _values = new VBuffer<T>[capacity];
    private readonly ValueGetter<VBuffer<T>> _getter = source.GetGetter<VBuffer<T>>(column);

    public override void Capture(int row) => _getter(ref _values[row]);

    public override Delegate CreateGetter(Func<int> currentRow) =>
        (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[currentRow()].CopyTo(ref value));

    /// <summary>Lends the captured vector of a row, for reading only.</summary>
    public ValueGetter<VBuffer<T>> CreateLender(Func<int> row) => (ref VBuffer<T> value) => value = _values[row()];
}
