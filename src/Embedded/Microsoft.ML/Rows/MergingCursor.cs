namespace Microsoft.ML.Data;

/// <summary>Puts the rows of a cursor set back into their order: each cursor is read ahead by a thread of its own, and the row of the lowest batch comes next.</summary>
internal sealed class MergingCursor : SourceCursor
{
    private readonly CursorReader[] _readers;
    private readonly CancellationTokenSource _cancellation = new();
    private RowBlock? _block;
    private int _reader;
    private int _row;

    public MergingCursor(DataViewSchema schema, bool[] isActive, DataViewRowCursor[] cursors)
        : base(schema, isActive) =>
        _readers = [.. cursors.Select(c => new CursorReader(c, isActive, _cancellation.Token))];

    public override long Batch => 0;

    public override ValueGetter<DataViewRowId> GetIdGetter() => Getter((block, row) => block.Ids.At(row));

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        RowErrors.RequireActive(this, column);
        return RowErrors.Typed<TValue>(RowGetters.Call<Delegate>(
            typeof(MergingCursor), column.Type is VectorDataViewType ? nameof(VectorGetter) : nameof(ScalarGetter), column.Type, this, column.Index), column);
    }

    protected override bool MoveNextCore()
    {
        if (_block is not null && ++_row < _block.Count)
        {
            return true;
        }

        if (_block is not null)
        {
            _readers[_reader].GiveBack(_block);
            _block = null;
        }

        long lowest = long.MaxValue;
        for (int i = 0; i < _readers.Length; i++)
        {
            if (_readers[i].Peek() is { } head && head.Batch < lowest)
            {
                lowest = head.Batch;
                _reader = i;
            }
        }

        if (lowest == long.MaxValue)
        {
            return false;
        }

        _block = _readers[_reader].Take();
        _row = 0;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_cancellation.IsCancellationRequested)
        {
            _cancellation.Cancel();
            Array.ForEach(_readers, r => r.Dispose());
            _cancellation.Dispose();
        }

        base.Dispose(disposing);
    }

    private static ValueGetter<T> ScalarGetter<T>(MergingCursor cursor, int column) => cursor.Getter((block, row) => ((PoolColumn<T>)block.Columns[column]!).At(row));

    private static ValueGetter<VBuffer<T>> VectorGetter<T>(MergingCursor cursor, int column) => (ref VBuffer<T> target) =>
    {
        cursor.RequireRow();
        ((PoolColumn<VBuffer<T>>)cursor._block!.Columns[column]!).At(cursor._row).CopyTo(ref target);
    };

    private ValueGetter<T> Getter<T>(Func<RowBlock, int, T> value) => (ref T target) =>
    {
        RequireRow();
        target = value(_block!, _row);
    };
}
