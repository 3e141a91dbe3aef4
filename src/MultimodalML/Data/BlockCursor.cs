using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>Reads rows ahead, scores them as one block, then hands them out one by one.</summary>
/// <remarks>One pass over the source: the asked columns of the rows read ahead are queued. An error in a row is thrown when that row is reached, not before.</remarks>
internal sealed class BlockCursor : DataViewRowCursor
{
    private const int FirstBlock = 16; // then four times more each block: whoever takes a few rows pays for a few
    private const int LargestBlock = 256;
    private const long QueuedValues = 1 << 20; // bounds the memory of wide columns

    private readonly DataViewRowCursor _source;
    private readonly DataViewSchema _schema;
    private readonly ActiveColumns _columns;
    private readonly int _capacity;
    private readonly ColumnQueue[] _queues;
    private readonly ColumnQueue?[] _queueOfColumn;
    private readonly ModalityBatch _inputs;
    private readonly ModalityReader _reader;
    private readonly IBlockScorer _scorer;
    private readonly OutputBuffer[] _outputs;
    private readonly ValueGetter<DataViewRowId> _sourceId;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private ExceptionDispatchInfo? _error;
    private bool _sourceEnded;
    private int _blockSize = FirstBlock;
    private int _row = -1;
    private long _position = -1;

    public BlockCursor(BlockTransformer transformer, DataViewRowCursor source, DataViewSchema schema, ActiveColumns columns)
    {
        (_source, _schema, _columns) = (source, schema, columns);
        _capacity = Capacity(columns);
        _queues = [.. columns.PassedThrough.Select(column => ColumnQueue.Create(source, column, _capacity))];
        _queueOfColumn = new ColumnQueue?[columns.SourceCount];
        for (int i = 0; i < _queues.Length; i++)
        {
            _queueOfColumn[columns.PassedThrough[i].Index] = _queues[i];
        }

        _inputs = new ModalityBatch(transformer.InputColumns, _capacity);
        _reader = new ModalityReader(transformer.InputColumns, [.. columns.Inputs.Select(InputGetter)]);
        _scorer = transformer.CreateScorer(_capacity);
        _outputs = [.. transformer.OutputColumns.Select(column => OutputBuffer.Create(column, _capacity))];
        _sourceId = source.GetIdGetter();
        _ids = new DataViewRowId[_capacity];
        _batches = new long[_capacity];
    }

    public override DataViewSchema Schema => _schema;

    public override long Position => _position;

    public override long Batch => _row < 0 ? -1 : _batches[_row];

    public override bool MoveNext()
    {
        if (++_row >= _inputs.RowCount && !ReadBlock())
        {
            (_row, _position) = (-1, -1);
            return false;
        }

        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[CurrentRow()];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _columns.Check<TValue>(_schema, column);
        Delegate getter = column.Index < _columns.SourceCount
            ? _queueOfColumn[column.Index]!.CreateGetter(CurrentRow)
            : _outputs[column.Index - _columns.SourceCount].CreateGetter(CurrentRow);
        return (ValueGetter<TValue>)getter;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private static int Capacity(ActiveColumns columns)
    {
        long values = columns.NeededFromSource.Sum(column => column.Type is VectorDataViewType vector ? vector.Size : 1L);
        return (int)Math.Clamp(QueuedValues / Math.Max(values, 1), FirstBlock, LargestBlock);
    }

    private bool ReadBlock()
    {
        _error?.Throw();
        _inputs.Clear();
        _row = 0;
        if (_sourceEnded)
        {
            return false;
        }

        try
        {
            while (_inputs.RowCount < _blockSize && ReadRow())
            {
            }
        }
        catch (Exception error) when (_inputs.RowCount > 0)
        {
            _error = ExceptionDispatchInfo.Capture(error); // the rows before it come first
        }

        _blockSize = Math.Min(_blockSize * 4, _capacity);
        if (_inputs.RowCount == 0)
        {
            return false;
        }

        _scorer.Score(_inputs, _outputs);
        return true;
    }

    private bool ReadRow()
    {
        if (!_source.MoveNext())
        {
            _sourceEnded = true;
            return false;
        }

        int row = _inputs.RowCount;
        foreach (ColumnQueue queue in _queues)
        {
            queue.Capture(row);
        }

        _sourceId(ref _ids[row]);
        _batches[row] = _source.Batch;
        _reader.Append(_inputs, _source.Position);
        return true;
    }

    // An input that is also passed through is computed once: the reader borrows what was queued.
    private ValueGetter<VBuffer<float>> InputGetter(DataViewSchema.Column column) =>
        _queueOfColumn[column.Index] is VectorQueue<float> queue
            ? queue.CreateLender(() => _inputs.RowCount)
            : _source.GetGetter<VBuffer<float>>(column);

    private int CurrentRow() =>
        _position >= 0 ? _row : throw new InvalidOperationException("The cursor is on no row: call MoveNext first, and no getter after it returned false.");
}
