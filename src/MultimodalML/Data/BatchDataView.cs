using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>The rows of a <see cref="ModalityBatch"/> as a data view: its modalities, and "Label", a key whose values are the names "0", "1" … Missing modalities are NaN.</summary>
internal sealed class BatchDataView : IDataView
{
    private readonly ModalityBatch _batch;

    public BatchDataView(ModalityBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _batch = batch;
        var builder = new DataViewSchema.Builder();
        for (int m = 0; m < batch.Columns.Count; m++)
        {
            builder.AddColumn(batch.Columns.Names[m], new VectorDataViewType(NumberDataViewType.Single, batch.Columns.Lengths[m]));
        }

        if (batch.ClassCount > 0)
        {
            builder.AddColumn("Label", new KeyDataViewType(typeof(uint), batch.ClassCount), ClassNames(batch.ClassCount));
        }

        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => true;

    public long? GetRowCount() => _batch.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[]? order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, _batch.RowCount)];
            rand.Shuffle(order);
        }

        return new Cursor(_batch, Schema, [.. columnsNeeded.Select(column => column.Index)], order);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema.Annotations ClassNames(int count)
    {
        ReadOnlyMemory<char>[] names = [.. Enumerable.Range(0, count).Select(c => $"{c}".AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, count),
            (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(count, names).CopyTo(ref value));
        return builder.ToAnnotations();
    }

    private sealed class Cursor(ModalityBatch batch, DataViewSchema schema, HashSet<int> active, int[]? order) : DataViewRowCursor
    {
        private int _next;
        private int _position = -1;

        public override DataViewSchema Schema => schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            _position = _next < batch.RowCount ? _next++ : -1;
            return _position >= 0;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)Row(), 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new InvalidOperationException($"Column '{column.Name}' is not active in this cursor; name it in the columns needed.");
            }

            Delegate getter = column.Index < batch.Columns.Count ? VectorGetter(column.Index) : (ValueGetter<uint>)((ref uint value) => value = (uint)(batch.Labels[Row()] + 1));
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; a getter of {typeof(TValue)} was asked for.");
        }

        private ValueGetter<VBuffer<float>> VectorGetter(int modality)
        {
            int length = batch.Columns.Lengths[modality];
            return (ref VBuffer<float> value) =>
            {
                int row = Row();
                VBufferEditor<float> editor = VBufferEditor.Create(ref value, length);
                if (batch.IsPresent(modality, row))
                {
                    batch.Row(modality, row).CopyTo(editor.Values);
                }
                else
                {
                    editor.Values.Fill(float.NaN);
                }

                value = editor.Commit();
            };
        }

        private int Row()
        {
            if (_position < 0)
            {
                throw new InvalidOperationException("The cursor is on no row: call MoveNext first, and no getter after it returned false.");
            }

            return order is null ? _position : order[_position];
        }
    }
}
