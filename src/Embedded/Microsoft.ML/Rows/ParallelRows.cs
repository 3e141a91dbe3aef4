namespace Microsoft.ML.Data;

/// <summary>Reads a view on as many threads as there are processors, for views whose rows are costly to compute.</summary>
internal static class ParallelRows
{
    /// <summary>One cursor over all rows, in their order, whose values other threads compute ahead; an ordinary cursor where the view cannot be divided.</summary>
    public static DataViewRowCursor Open(IDataView view, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        DataViewRowCursor[] cursors = view.GetRowCursorSet(needed, Environment.ProcessorCount);
        return cursors.Length == 1 ? cursors[0] : new MergingCursor(view.Schema, view.Schema.Flags(needed), cursors);
    }
}
