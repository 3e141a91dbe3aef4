using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>The values of one column, kept in memory.</summary>
internal abstract class ColumnStore
{
    public static ColumnStore For(DataViewType type) => (ColumnStore)Activator.CreateInstance(
        (type is VectorDataViewType ? typeof(VectorStore<>) : typeof(ScalarStore<>)).MakeGenericType(type.ItemOrSelf.RawType))!;

    /// <summary>An action that adds the value of the row which the cursor is on.</summary>
    public abstract Action Filler(DataViewRow row, DataViewSchema.Column column);

    /// <summary>A getter of the value at the index that <paramref name="position"/> tells.</summary>
    public abstract Delegate Getter(Func<int> position);

    private sealed class ScalarStore<T> : ColumnStore
    {
        private readonly List<T> _values = [];

        public override Action Filler(DataViewRow row, DataViewSchema.Column column)
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                _values.Add(value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value); // text may lie in a buffer that is used again
            };
        }

        public override Delegate Getter(Func<int> position) => (ValueGetter<T>)((ref T target) => target = _values[position()]);
    }

    // All values in one list, so that a vector costs no object.
    private sealed class VectorStore<T> : ColumnStore
    {
        private readonly List<(long Start, int Length, int Count, long IndicesStart)> _rows = [];
        private readonly ChunkedList<T> _values = new();
        private readonly ChunkedList<int> _indices = new();

        public override Action Filler(DataViewRow row, DataViewSchema.Column column)
        {
            ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> value = default;
            return () =>
            {
                getter(ref value);
                long start = _values.Add(value.GetValues());
                long indicesStart = _indices.Add(value.GetIndices());
                _rows.Add((start, value.Length, value.GetValues().Length, indicesStart));
            };
        }

        public override Delegate Getter(Func<int> position) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> target) =>
        {
            (long start, int length, int count, long indicesStart) = CollectionsMarshal.AsSpan(_rows)[position()];
            VBufferEditor<T> editor = VBufferEditor.Create(ref target, length, count);
            _values.Read(start, count).CopyTo(editor.Values);
            if (count < length)
            {
                _indices.Read(indicesStart, count).CopyTo(editor.Indices);
            }

            target = editor.Commit();
        });
    }
}
