using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>One row scored when an output is asked for, once a position; reuses its buffers.</summary>
internal sealed class BlockRow(BlockTransformer transformer, DataViewRow input, DataViewSchema schema, ActiveColumns columns) : DataViewRow
{
    private readonly ModalityBatch _inputs = new(transformer.InputColumns, 1);
    private readonly OutputBuffer[] _outputs = [.. transformer.OutputColumns.Select(column => OutputBuffer.Create(column, 1))];
    private IBlockScorer? _scorer;
    private ModalityReader? _reader;
    private long _scoredPosition = long.MinValue;

    public override DataViewSchema Schema => schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => columns.IsActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        columns.Check<TValue>(schema, column);
        if (column.Index < columns.SourceCount)
        {
            return input.GetGetter<TValue>(input.Schema[column.Index]);
        }

        _scorer ??= transformer.CreateScorer(1);
        _reader ??= new ModalityReader(transformer.InputColumns, [.. columns.Inputs.Select(input.GetGetter<VBuffer<float>>)]);
        return (ValueGetter<TValue>)_outputs[column.Index - columns.SourceCount].CreateGetter(ScoredRow);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ScoredRow()
    {
        if (_scoredPosition != input.Position)
        {
            _scoredPosition = long.MinValue; // stays so when the row cannot be scored
            _inputs.Clear();
            _reader!.Append(_inputs, input.Position);
            _scorer!.Score(_inputs, _outputs);
            _scoredPosition = input.Position;
        }

        return 0;
    }
}
