using System.Collections;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What is known of a schema before there is data: an estimator says from it what it will give.</summary>
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape s_empty = new([]);
    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (!_columns.All(c => c.IsValid))
        {
            throw new ArgumentException("Some of the columns have no name: they were not made by a constructor.", nameof(columns));
        }
    }

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape of the visible columns and of their annotations.</summary>
    internal static SchemaShape Create(DataViewSchema schema) => new(schema.Where(c => !c.IsHidden).Select(c => Column.Of(c.Name, c.Type, Create(c.Annotations.Schema))));

    internal bool TryFindColumn(string name, out Column column)
    {
        column = Array.Find(_columns, c => c.Name == name);
        return column.IsValid;
    }

    /// <summary>These columns with others added; one with a name that is there already takes its place.</summary>
    internal SchemaShape With(params IEnumerable<Column> added)
    {
        var columns = new OrderedDictionary<string, Column>();
        foreach (Column column in _columns.Concat(added))
        {
            columns[column.Name] = column;
        }

        return new SchemaShape(columns.Values);
    }

    public readonly struct Column
    {
        public readonly string Name;
        public readonly VectorKind Kind;

        /// <summary>Of a vector, of its items; of a key, the number type it is stored in.</summary>
        public readonly DataViewType ItemType;
        public readonly bool IsKey;
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            if (itemType is KeyDataViewType or VectorDataViewType)
            {
                throw new ArgumentException($"The item type of column '{name}' is {itemType}; keys and vectors are said by the kind.", nameof(itemType));
            }

            if (isKey && !KeyDataViewType.IsValidDataType(itemType.RawType))
            {
                throw new ArgumentException($"Column '{name}' cannot be a key: its values are {itemType}.", nameof(itemType));
            }

            (Name, Kind, ItemType, IsKey, Annotations) = (name, vecKind, itemType, isKey, annotations ?? s_empty);
        }

        internal bool IsValid => Name is not null;

        internal static Column Of(string name, DataViewType type, SchemaShape? annotations = null)
        {
            VectorKind kind = type is not VectorDataViewType vector ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
            DataViewType item = type.ItemOrSelf;
            return item is KeyDataViewType key
                ? new Column(name, kind, PrimitiveTypes.FromRawType(key.RawType)!, isKey: true, annotations)
                : new Column(name, kind, item, isKey: false, annotations);
        }

        internal Column Renamed(string name) => new(name, Kind, ItemType, IsKey, Annotations);

        /// <summary>Whether <paramref name="source"/> will do where this column is asked for.</summary>
        internal bool IsCompatibleWith(Column source) =>
            Name == source.Name && Kind == source.Kind && ItemType.Equals(source.ItemType) && IsKey == source.IsKey
            && Annotations.All(a => source.Annotations.TryFindColumn(a.Name, out Column other) && a.IsCompatibleWith(other));

        internal string GetTypeString()
        {
            string item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString()!;
            return Kind switch { VectorKind.Vector => $"Vector<{item}>", VectorKind.VariableVector => $"VarVector<{item}>", _ => item };
        }

        public enum VectorKind
        {
            Scalar,
            Vector,
            VariableVector,
        }
    }
}
