namespace Microsoft.ML.Data;

/// <summary>Vectors kept in long runs, so that one costs no object; while all are dense and of one length, nothing is kept beside the values.</summary>
internal sealed class VectorStore<T> : ColumnStore
{
    private readonly ChunkedList<T> _values = new();
    private readonly ChunkedList<int> _indices = new();
    private int _length = -1; // of every vector, as long as there are no extents
    private int _count;
    private List<Extent>? _extents;

    public override Action Filler(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            Add(value);
        };
    }

    public override Delegate Getter(Func<int> position) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> target) =>
    {
        Extent extent = _extents is null ? RegularExtent(position()) : _extents[position()];
        VBufferEditor<T> editor = VBufferEditor.Create(ref target, extent.Length, extent.Count);
        _values.Read(extent.Values, extent.Count).CopyTo(editor.Values);
        if (extent.Count < extent.Length)
        {
            _indices.Read(extent.Indices, extent.Count).CopyTo(editor.Indices);
        }

        target = editor.Commit();
    });

    private void Add(in VBuffer<T> value)
    {
        _length = _count == 0 ? value.Length : _length;
        if (_extents is null && (value.Length != _length || !value.IsDense || _length == 0))
        {
            _extents = [.. Enumerable.Range(0, _count).Select(RegularExtent)];
        }

        long start = _values.Add(value.GetValues());
        _extents?.Add(new Extent(value.Length, value.GetValues().Length, start, _indices.Add(value.GetIndices())));
        _count++;
    }

    private Extent RegularExtent(int position) => new(_length, _length, ChunkedList<T>.StartOf(position, _length), 0);

    private readonly record struct Extent(int Length, int Count, long Values, long Indices);
}
