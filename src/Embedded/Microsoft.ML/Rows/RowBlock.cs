namespace Microsoft.ML.Data;

/// <summary>Some rows of one batch, copied from a cursor.</summary>
internal sealed class RowBlock(DataViewRow row, bool[] isActive)
{
    public const int Capacity = 64;

    public PoolColumn?[] Columns { get; } = [.. row.Schema.Select(c => isActive[c.Index] ? PoolColumn.For(row, c, Capacity) : null)];

    public PoolColumn<DataViewRowId> Ids { get; } = new(row.GetIdGetter(), Capacity);

    public long Batch { get; private set; }

    public int Count { get; private set; }

    /// <summary>Takes the row that the cursor is on and those after it, as long as they are of its batch; false: the cursor has no more.</summary>
    public bool Fill(DataViewRowCursor cursor)
    {
        Batch = cursor.Batch;
        Count = 0;
        bool hasNext = true;
        while (hasNext && Count < Capacity && cursor.Batch == Batch)
        {
            Ids.Store(Count);
            foreach (PoolColumn? column in Columns)
            {
                column?.Store(Count);
            }

            Count++;
            hasNext = cursor.MoveNext();
        }

        return hasNext;
    }
}
