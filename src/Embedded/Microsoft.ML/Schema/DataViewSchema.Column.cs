using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    public readonly struct Column
    {
        internal Column(string name, int index, bool isHidden, DataViewType type, Annotations annotations) =>
            (Name, Index, IsHidden, Type, Annotations) = (name, index, isHidden, type, annotations);

        public string Name { get; }

        public int Index { get; }

        /// <summary>True when a later column has the same name.</summary>
        public bool IsHidden { get; }

        public DataViewType Type { get; }

        public Annotations Annotations { get; }

        public override string ToString() =>
            $"{Name}: {Type}{(IsHidden ? " (hidden)" : "")}{(Annotations.Schema.Count > 0 ? $" {{{Annotations}}}" : "")}";
    }

    public readonly struct DetachedColumn
    {
        public DetachedColumn(string name, DataViewType type, Annotations? annotations = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(type);
            (Name, Type, Annotations) = (name, type, annotations ?? Annotations.Empty);
        }

        public DetachedColumn(Column column)
            : this(column.Name, column.Type, column.Annotations)
        {
        }

        public string Name { get; }

        public DataViewType Type { get; }

        public Annotations Annotations { get; }
    }
}
