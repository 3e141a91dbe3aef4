using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Writes rows as lines of text. The end of a line is written sparse where that is much shorter, unless told otherwise.</summary>
internal sealed class TextSaver(TextWriter writer, char separator, bool forceDense)
{
    private const double SparseItemWeight = 2.5; // an item with its index, in items without
    private readonly List<(int Field, string Text)> _items = []; // those that are not default
    private readonly List<string> _defaults = []; // per column
    private readonly List<int> _starts = []; // per column, its first field, and behind the last

    public void Write(IDataView data, DataViewSchema.Column[] columns, bool headerRow)
    {
        if (headerRow && Array.Exists(columns, c => c.Type is not VectorDataViewType || c.HasSlotNames()))
        {
            writer.WriteLine(string.Join(separator, columns.SelectMany(HeaderOf).Select(Quoted)));
        }

        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        _defaults.AddRange(columns.Select(c => RowGetters.Call<string>(typeof(TextSaver), nameof(DefaultText), c.Type, this, c.Type.ItemOrSelf)));
        Func<int, int>[] collectors = [.. columns.Select((c, i) => RowGetters.Call<Func<int, int>>(
            typeof(TextSaver), c.Type is VectorDataViewType ? nameof(VectorCollector) : nameof(ScalarCollector), c.Type, this, cursor, c, _defaults[i]))];
        while (cursor.MoveNext())
        {
            _items.Clear();
            _starts.Clear();
            int field = 0;
            foreach (Func<int, int> collect in collectors)
            {
                _starts.Add(field);
                field += collect(field);
            }

            _starts.Add(field);
            WriteLine();
        }
    }

    private static IEnumerable<string> HeaderOf(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            return [column.Name];
        }

        if (!column.HasSlotNames())
        {
            return Enumerable.Repeat("", vector.Size);
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }

    private static string DefaultText<T>(TextSaver saver, DataViewType item) => saver.TextOf(default(T)!, item);

    private static Func<int, int> ScalarCollector<T>(TextSaver saver, DataViewRow row, DataViewSchema.Column column, string defaultText)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return field =>
        {
            getter(ref value);
            saver.Add(field, saver.TextOf(value, column.Type), defaultText);
            return 1;
        };
    }

    private static Func<int, int> VectorCollector<T>(TextSaver saver, DataViewRow row, DataViewSchema.Column column, string defaultText)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return field =>
        {
            getter(ref value);
            ReadOnlySpan<T> values = value.GetValues();
            ReadOnlySpan<int> indices = value.GetIndices();
            for (int i = 0; i < values.Length; i++)
            {
                saver.Add(field + (value.IsDense ? i : indices[i]), saver.TextOf(values[i], column.Type.ItemOrSelf), defaultText);
            }

            return value.Length;
        };
    }

    private void Add(int field, string text, string defaultText)
    {
        if (text != defaultText)
        {
            _items.Add((field, text));
        }
    }

    private void WriteLine()
    {
        int length = _starts[^1];
        int dense = forceDense ? length : DenseLength();
        var fields = new List<string>(dense + 1);
        int item = 0;
        for (int column = 0; column + 1 < _starts.Count && _starts[column] < dense; column++)
        {
            for (int field = _starts[column]; field < _starts[column + 1]; field++)
            {
                bool isStored = item < _items.Count && _items[item].Field == field;
                fields.Add(isStored ? _items[item++].Text : _defaults[column]);
            }
        }

        if (dense < length)
        {
            fields.Add((length - dense).ToString(CultureInfo.InvariantCulture));
            if (item == _items.Count)
            {
                fields.Add($"0:{_defaults[_starts.FindLastIndex(s => s <= dense)]}");
            }

            for (; item < _items.Count; item++)
            {
                fields.Add(string.Create(CultureInfo.InvariantCulture, $"{_items[item].Field - dense}:{_items[item].Text}"));
            }
        }

        writer.WriteLine(string.Join(separator, fields));
    }

    // After how many fields, at the begin of a column, the sparse part should begin.
    private int DenseLength()
    {
        int length = _starts[^1];
        int best = length;
        double bestCost = length;
        foreach (int start in _starts)
        {
            double cost = start + (SparseItemWeight * _items.Count(i => i.Field >= start));
            if (cost < bestCost)
            {
                (best, bestCost) = (start, cost);
            }
        }

        return length - best < 5 || length - best < best / 5 ? length : best;
    }

    private string TextOf<T>(T value, DataViewType item) => item switch
    {
        KeyDataViewType => Convert.ToUInt64(value, CultureInfo.InvariantCulture) is var key && key == 0 ? "" : (key - 1).ToString(CultureInfo.InvariantCulture),
        TextDataViewType => Quoted(value!.ToString()!),
        DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType => $"\"{ValueText.Of(value)}\"",
        _ => ValueText.Of(value),
    };

    private string Quoted(string text)
    {
        if (text.Length > 0 && text[0] != ' ' && text.AsSpan().IndexOfAny("\":\n") < 0 && !text.Contains(separator, StringComparison.Ordinal))
        {
            return text;
        }

        return new StringBuilder("\"").Append(text).Replace("\"", "\"\"", 1, text.Length).Append('"').ToString();
    }
}
