using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Fills a <see cref="KeyTable"/> from the rows of a column.</summary>
internal abstract class KeyTableBuilder
{
    /// <summary>Takes the current row; false when the table is full.</summary>
    public abstract bool AddRow();

    public abstract KeyTable Finish();

    public static KeyTableBuilder Create(DataViewRow row, DataViewSchema.Column column, int maximumCount, bool sorts) =>
        GenericCall.Invoke<KeyTableBuilder>(typeof(KeyTableBuilder), nameof(CreateFor), [column.Type.ItemOrSelf.RawType], row, column, maximumCount, sorts);

    private static Of<T> CreateFor<T>(DataViewRow row, DataViewSchema.Column column, int maximumCount, bool sorts)
        where T : notnull => new(row, column, maximumCount, sorts);

    private sealed class Of<T> : KeyTableBuilder
        where T : notnull
    {
        private readonly KeyTable<T> _table;
        private readonly int _maximumCount;
        private readonly bool _sorts;
        private readonly Action _add;
        private bool _hasDefault;

        public Of(DataViewRow row, DataViewSchema.Column column, int maximumCount, bool sorts)
        {
            _table = new KeyTable<T>((PrimitiveDataViewType)column.Type.ItemOrSelf);
            (_maximumCount, _sorts) = (maximumCount, sorts);
            if (column.Type is VectorDataViewType)
            {
                ValueGetter<VBuffer<T>> getVector = row.GetGetter<VBuffer<T>>(column);
                VBuffer<T> vector = default;
                _add = () =>
                {
                    getVector(ref vector);
                    AddItems(vector);
                };
            }
            else
            {
                ValueGetter<T> getValue = row.GetGetter<T>(column);
                T value = default!;
                _add = () =>
                {
                    getValue(ref value);
                    Add(value);
                };
            }
        }

        public override bool AddRow()
        {
            _add();
            return _table.Count < _maximumCount;
        }

        public override KeyTable Finish() => _sorts ? _table.Sorted() : _table;

        private void Add(T value)
        {
            if (_table.Count < _maximumCount)
            {
                _table.TryAdd(value);
            }
        }

        // The values in order; where a sparse vector first leaves one out, the default takes its turn.
        private void AddItems(in VBuffer<T> vector)
        {
            ReadOnlySpan<T> values = vector.GetValues();
            ReadOnlySpan<int> indices = vector.GetIndices();
            for (int i = 0; i < values.Length; i++)
            {
                AddDefaultOnce(!vector.IsDense && indices[i] != i);
                Add(values[i]);
            }
            AddDefaultOnce(!vector.IsDense);
        }

        private void AddDefaultOnce(bool isPresent)
        {
            if (isPresent && !_hasDefault)
            {
                _hasDefault = true;
                Add(default!);
            }
        }
    }
}
