using System.Collections;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>The columns of a data view, in order. Of columns with one name only the last is visible by it; the others are hidden.</summary>
public sealed partial class DataViewSchema : IReadOnlyList<DataViewSchema.Column>
{
    private readonly Column[] _columns;
    private readonly Dictionary<string, int> _indices = [];

    private DataViewSchema(IReadOnlyList<DetachedColumn> columns)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            _indices[columns[i].Name] = i;
        }

        _columns = [.. columns.Select((c, i) => new Column(c.Name, i, isHidden: _indices[c.Name] != i, c.Type, c.Annotations))];
    }

    public int Count => _columns.Length;

    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Column this[string name]
    {
        get
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            return _indices.TryGetValue(name, out int index)
                ? _columns[index]
                : throw new ArgumentOutOfRangeException(nameof(name), $"Column '{name}' not found");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Column this[int columnIndex] => columnIndex >= 0 && columnIndex < _columns.Length
        ? _columns[columnIndex]
        : throw new ArgumentOutOfRangeException(nameof(columnIndex), columnIndex, $"The schema has {Count} columns.");

    public Column? GetColumnOrNull(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _indices.TryGetValue(name, out int index) ? _columns[index] : null;
    }

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{Count} columns";

    /// <summary>A flag per column: whether it is among those needed.</summary>
    /// <exception cref="ArgumentException">A column is of another schema.</exception>
    internal bool[] Flags(IEnumerable<Column> columnsNeeded)
    {
        var flags = new bool[Count];
        foreach (Column column in columnsNeeded)
        {
            RequireOwn(column);
            flags[column.Index] = true;
        }

        return flags;
    }

    /// <exception cref="ArgumentException">The column is of another schema.</exception>
    internal void RequireOwn(Column column)
    {
        if (column.Index >= Count || !string.Equals(_columns[column.Index].Name, column.Name, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Column '{column.Name}' with index {column.Index} is not of this schema, which has {Describe()}.", nameof(column));
        }
    }

    /// <summary>The visible column names, for messages.</summary>
    internal string Describe() => string.Join(", ", _columns.Where(c => !c.IsHidden).Take(20).Select(c => $"'{c.Name}'")) + (Count > 20 ? ", ..." : "");
}
