namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>A column and the fields of a line that it is loaded from.</summary>
    public sealed class Column
    {
        public string? Name;

        public Range[]? Source;

        /// <summary>Not null: the numbers are keys, written from 0 on.</summary>
        public KeyCount? KeyCount;

        public Column()
        {
        }

        public Column(string name, DataKind dataKind, int index)
            : this(name, dataKind, [new Range(index)])
        {
        }

        public Column(string name, DataKind dataKind, int minIndex, int maxIndex)
            : this(name, dataKind, [new Range(minIndex, maxIndex)])
        {
        }

        public Column(string name, DataKind dataKind, Range[] source, KeyCount? keyCount = null)
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(source);
            (Name, DataKind, Source, KeyCount) = (name, dataKind, source, keyCount);
        }

        public DataKind DataKind { get; set; } = DataKind.Single;
    }
}
