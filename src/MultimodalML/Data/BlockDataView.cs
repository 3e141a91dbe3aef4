using Microsoft.ML;

namespace MultimodalML.Data;

/// <summary>The source's columns and those of a transformer, computed as cursors ask for them.</summary>
internal sealed class BlockDataView(BlockTransformer transformer, IDataView source) : IDataView
{
    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(source.Schema);

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var columns = new ActiveColumns(transformer, source.Schema, Schema, columnsNeeded);
        return Wrap(source.GetRowCursor(columns.NeededFromSource, rand), columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var columns = new ActiveColumns(transformer, source.Schema, Schema, columnsNeeded);
        return [.. source.GetRowCursorSet(columns.NeededFromSource, n, rand).Select(cursor => Wrap(cursor, columns))];
    }

    private DataViewRowCursor Wrap(DataViewRowCursor cursor, ActiveColumns columns) =>
        columns.AnyOutput ? new BlockCursor(transformer, cursor, Schema, columns) : new SourceCursor(cursor, Schema, columns);
}
