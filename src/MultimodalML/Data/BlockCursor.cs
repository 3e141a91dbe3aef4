using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Kernels;

namespace MultimodalML.Data;

/// <summary>Reads rows ahead, scores them block by block on all cores, then hands them out one by one.</summary>
/// <remarks>One pass over the source: the asked columns of the rows read ahead are queued. An error in a row is thrown when that row is reached, not before.</remarks>
internal sealed class BlockCursor : DataViewRowCursor
{
    private const int FirstRows = 16; // then four times more each time: whoever takes a few rows pays for a few
    private const int LargestBlock = 256;
    private const int LargestBlockCount = 8;
    private const long QueuedValues = 1 << 20; // bounds the memory of wide columns

    private readonly BlockTransformer _transformer;
    private readonly DataViewRowCursor _source;
    private readonly DataViewSchema _schema;
    private readonly ActiveColumns _columns;
    private readonly int _blockRows;
    private readonly ColumnQueue[] _queues;
    private readonly ColumnQueue?[] _queueOfColumn;
    private readonly RowBlock?[] _blocks; // made when first needed
    private readonly ModalityReader _reader;
    private readonly OutputBuffer[] _outputs;
    private readonly ValueGetter<DataViewRowId> _sourceId;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private ExceptionDispatchInfo? _error;
    private bool _sourceEnded;
    private int _rowsToRead = FirstRows;
    private int _rowsRead;
    private int _row = -1;
    private long _position = -1;

    public BlockCursor(BlockTransformer transformer, DataViewRowCursor source, DataViewSchema schema, ActiveColumns columns)
    {
        (_transformer, _source, _schema, _columns) = (transformer, source, schema, columns);
        _blocks = new RowBlock?[Math.Min(Parallelism.ThreadCount, LargestBlockCount)];
        _blockRows = BlockRows(columns, _blocks.Length);
        int capacity = _blocks.Length * _blockRows;
        _queues = [.. columns.PassedThrough.Select(column => ColumnQueue.Create(source, column, capacity))];
        _queueOfColumn = new ColumnQueue?[columns.SourceCount];
        for (int i = 0; i < _queues.Length; i++)
        {
            _queueOfColumn[columns.PassedThrough[i].Index] = _queues[i];
        }

        _reader = new ModalityReader(transformer.InputColumns, [.. columns.Inputs.Select(InputGetter)]);
        _outputs = [.. transformer.OutputColumns.Select(column => OutputBuffer.Create(column, capacity))];
        _sourceId = source.GetIdGetter();
        _ids = new DataViewRowId[capacity];
        _batches = new long[capacity];
    }

    public override DataViewSchema Schema => _schema;

    public override long Position => _position;

    public override long Batch => _position < 0 ? -1 : _batches[_row];

    public override bool MoveNext()
    {
        if (++_row >= _rowsRead && !ReadAhead())
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

    private static int BlockRows(ActiveColumns columns, int blocks)
    {
        long values = columns.NeededFromSource.Sum(column => column.Type is VectorDataViewType vector ? vector.Size : 1L);
        return (int)Math.Clamp(QueuedValues / (Math.Max(values, 1) * blocks), FirstRows, LargestBlock);
    }

    private bool ReadAhead()
    {
        _error?.Throw();
        (_row, _rowsRead) = (0, 0);
        if (_sourceEnded)
        {
            return false;
        }

        try
        {
            while (_rowsRead < _rowsToRead && ReadRow())
            {
                _rowsRead++;
            }
        }
        catch (Exception error) when (_rowsRead > 0)
        {
            _error = ExceptionDispatchInfo.Capture(error); // the rows before it come first
        }

        _rowsToRead = Math.Min(_rowsToRead * 4, _blocks.Length * _blockRows);
        RowBlock.Score(_blocks!, (_rowsRead + _blockRows - 1) / _blockRows);
        return _rowsRead > 0;
    }

    private bool ReadRow()
    {
        if (!_source.MoveNext())
        {
            _sourceEnded = true;
            return false;
        }

        foreach (ColumnQueue queue in _queues)
        {
            queue.Capture(_rowsRead);
        }

        _sourceId(ref _ids[_rowsRead]);
        _batches[_rowsRead] = _source.Batch;
        _reader.Append(BlockToFill(), _source.Position);
        return true;
    }

    private ModalityBatch BlockToFill()
    {
        (int block, int row) = Math.DivRem(_rowsRead, _blockRows);
        RowBlock current = _blocks[block] ??= MakeBlock(block * _blockRows);
        if (row == 0)
        {
            current.Inputs.Clear();
        }

        return current.Inputs;
    }

    private RowBlock MakeBlock(int firstRow) => new(_transformer, _blockRows, [.. _outputs.Select(output => output.From(firstRow))]);

    // An input that is also passed through is computed once: the reader borrows what was queued.
    private ValueGetter<VBuffer<float>> InputGetter(DataViewSchema.Column column) =>
        _queueOfColumn[column.Index] is VectorQueue<float> queue
            ? queue.CreateLender(() => _rowsRead)
            : _source.GetGetter<VBuffer<float>>(column);

    private int CurrentRow() =>
        _position >= 0 ? _row : throw new InvalidOperationException("The cursor is on no row: call MoveNext first, and no getter after it returned false.");
}
