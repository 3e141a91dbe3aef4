namespace Microsoft.ML.Data;

/// <summary>The rows of text files, read while a cursor passes over them. Only fields of active columns are parsed.</summary>
internal sealed class TextDataView(IMultiStreamSource source, TextFormat format, TextColumn[] columns, DataViewSchema schema) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, schema.Flags(columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private TextFormat Format => format;

    private TextLineReader OpenLines() => new(source, format);

    private Delegate MakeGetter(DataViewSchema.Column column, Cursor cursor) =>
        RowGetters.Call<Delegate>(typeof(TextDataView), column.Type is VectorDataViewType ? nameof(VectorGetter) : nameof(ScalarGetter), column.Type, columns[column.Index], format, cursor);

    private static ValueGetter<T> ScalarGetter<T>(TextColumn column, TextFormat format, Cursor cursor)
    {
        TextParser<T> parse = TextParser.For<T>(column.Type, format);
        int field = column.Segments[0].First;
        return (ref T target) =>
        {
            ReadOnlyMemory<char> text = cursor.Fields[field];
            if (!parse(text, out target))
            {
                throw cursor.ParseError(text, column.Name);
            }
        };
    }

    // Stored fields only are parsed; the vector is sparse when they are less than half of it.
    private static ValueGetter<VBuffer<T>> VectorGetter<T>(TextColumn column, TextFormat format, Cursor cursor)
    {
        TextParser<T> parse = TextParser.For<T>(column.Type.ItemOrSelf, format);
        parse(default, out T missing);
        return (ref VBuffer<T> target) =>
        {
            TextFields fields = cursor.Fields;
            int length = 0;
            int stored = 0;
            foreach ((int First, int Last) segment in column.Segments)
            {
                int last = column.LastField(segment, fields.Length);
                length += Math.Max(0, last - segment.First + 1);
                stored += CountBetween(fields.StoredIndices, segment.First, last);
            }

            bool isSparse = stored < length / 2 && EqualityComparer<T>.Default.Equals(missing, default);
            VBufferEditor<T> editor = VBufferEditor.Create(ref target, length, isSparse ? stored : length);
            if (!isSparse)
            {
                editor.Values.Fill(missing);
            }

            int offset = 0;
            int at = 0;
            foreach ((int First, int Last) segment in column.Segments)
            {
                int last = column.LastField(segment, fields.Length);
                ReadOnlySpan<int> indices = fields.StoredIndices;
                for (int i = PositionOf(indices, segment.First); i < indices.Length && indices[i] <= last; i++)
                {
                    int slot = offset + indices[i] - segment.First;
                    if (!parse(fields.Stored(i), out editor.Values[isSparse ? at : slot]))
                    {
                        throw cursor.ParseError(fields.Stored(i), $"{column.Name}, slot {slot}");
                    }

                    if (isSparse)
                    {
                        editor.Indices[at++] = slot;
                    }
                }

                offset += Math.Max(0, last - segment.First + 1);
            }

            target = editor.Commit();
        };
    }

    private static int CountBetween(ReadOnlySpan<int> indices, int first, int last) => Math.Max(0, PositionOf(indices, last + 1) - PositionOf(indices, first));

    private static int PositionOf(ReadOnlySpan<int> indices, int index)
    {
        int at = index < indices.Length && indices[index] == index ? index : indices.BinarySearch(index);
        return at >= 0 ? at : ~at;
    }

    private sealed class Cursor(TextDataView owner, bool[] isActive) : SourceCursor(owner.Schema, isActive)
    {
        private readonly TextLineReader _lines = owner.OpenLines();
        private readonly TextFields _fields = new(owner.Format);
        private long _left = owner.Format.MaxRows;

        public TextFields Fields
        {
            get
            {
                RequireRow();
                return _fields;
            }
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            RequireRow();
            id = new DataViewRowId((ulong)Position, 0);
        };

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            RowErrors.RequireActive(this, column);
            return RowErrors.Typed<TValue>(owner.MakeGetter(column, this), column);
        }

        public InvalidOperationException ParseError(ReadOnlyMemory<char> text, string column) =>
            new($"Could not parse value {text} in line {_lines.LineNumber}, column {column}, of {_lines.Path ?? "the stream"}.");

        protected override bool MoveNextCore()
        {
            if (_left-- <= 0 || !_lines.Read())
            {
                return false;
            }

            _fields.Split(_lines.Current);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _lines.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
