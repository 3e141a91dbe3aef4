using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>What is known about a column beside its values, such as the names of its slots; each annotation has a kind, a type and a value.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        private Annotations(DataViewSchema schema, Delegate[] getters) => (Schema, _getters) = (schema, getters);

        public static Annotations Empty { get; } = new(new DataViewSchema([]), []);

        public DataViewSchema Schema { get; }

        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            Schema.RequireOwn(column);
            return _getters[column.Index] as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Annotation '{column.Name}' is {column.Type}, which is read as {column.Type.RawType}, not as {typeof(TValue)}.");
        }

        /// <exception cref="InvalidOperationException">There is no such annotation, or it holds something else.</exception>
        public void GetValue<TValue>(string kind, ref TValue value)
        {
            Column column = Schema.GetColumnOrNull(kind)
                ?? throw new InvalidOperationException($"There is no annotation '{kind}'; there {(Schema.Count == 0 ? "is none" : "are " + Schema.Describe())}.");
            GetGetter<TValue>(column)(ref value);
        }

        public override string ToString() => string.Join(", ", Schema.Select(c => c.Name));

        internal Delegate GetterOf(Column column) => _getters[column.Index];

        public sealed class Builder
        {
            private readonly List<(DetachedColumn Column, Delegate Getter)> _items = [];

            public Builder()
            {
            }

            /// <summary>Adds those of another column whose kind the selector takes.</summary>
            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                ArgumentNullException.ThrowIfNull(selector);
                foreach (Column column in annotations?.Schema ?? Empty.Schema)
                {
                    if (selector(column.Name))
                    {
                        _items.Add((new DetachedColumn(column), annotations!._getters[column.Index]));
                    }
                }
            }

            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations? annotations = null)
            {
                ArgumentNullException.ThrowIfNull(getter);
                Add(name, type, (Delegate)getter, annotations);
            }

            public void Add(string name, DataViewType type, Delegate getter, Annotations? annotations = null)
            {
                ArgumentNullException.ThrowIfNull(getter);
                var column = new DetachedColumn(name, type, annotations);
                Type expected = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                if (getter.GetType() != expected)
                {
                    throw new ArgumentException($"Annotation '{name}' is {type}: its getter is a {expected}, not a {getter.GetType()}.", nameof(getter));
                }

                _items.Add((column, getter));
            }

            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations? annotations = null) =>
                Add(name, type, (ref TValue target) => target = value, annotations);

            public Annotations ToAnnotations() => new(new DataViewSchema([.. _items.Select(i => i.Column)]), [.. _items.Select(i => i.Getter)]);
        }
    }
}
