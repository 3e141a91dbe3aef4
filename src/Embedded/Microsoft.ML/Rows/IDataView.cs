namespace Microsoft.ML;

/// <summary>Rows of data with a schema. Nothing is computed before a cursor asks for it.</summary>
public interface IDataView
{
    bool CanShuffle { get; }

    DataViewSchema Schema { get; }

    /// <summary>How many rows there are, or null when that would take reading them.</summary>
    long? GetRowCount();

    /// <param name="columnsNeeded">Columns whose getters will be asked for.</param>
    /// <param name="rand">Not null: a view that can shuffle gives its rows in an order drawn from it.</param>
    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    /// <summary>At most <paramref name="n"/> cursors, for as many threads, that together give every row once.</summary>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);
}
