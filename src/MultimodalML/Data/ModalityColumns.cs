using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>The modalities of an item: names and lengths of fixed-length <see cref="float"/> vector columns, in the order a model reads them.</summary>
/// <remarks>A row whose vector holds a NaN has no such modality.</remarks>
public sealed class ModalityColumns
{
    /// <param name="names">One name a modality; not empty, none twice.</param>
    /// <param name="lengths">Values a row of each modality, at least 1; as many as names.</param>
    /// <exception cref="ArgumentException">No name, a name twice, or the counts differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length below 1.</exception>
    public ModalityColumns(IReadOnlyList<string> names, IReadOnlyList<int> lengths)
    {
        Throw.IfNotColumnNames(names);
        ArgumentNullException.ThrowIfNull(lengths);
        if (lengths.Count != names.Count)
        {
            throw new ArgumentException($"{names.Count} names and {lengths.Count} lengths; each modality has one of both.", nameof(lengths));
        }

        foreach (int length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(lengths));
        }

        Names = [.. names];
        Lengths = [.. lengths];
    }

    /// <summary>Column names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Values a row of each column.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>Number of modalities.</summary>
    public int Count => Names.Count;

    /// <summary>Finds the columns in a schema.</summary>
    /// <exception cref="ArgumentException">A column is missing or is no fixed-length vector of <see cref="float"/>; the message names it, what was found and what fits.</exception>
    public static ModalityColumns From(DataViewSchema schema, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Throw.IfNotColumnNames(names);
        return new ModalityColumns(names, [.. names.Select(name => Find(schema, name).Length)]);
    }

    /// <summary>Checks that a schema has these columns with these lengths.</summary>
    /// <exception cref="ArgumentException">It has not; the message names the column, what was found and what fits.</exception>
    public void Check(DataViewSchema schema) => Bind(schema);

    /// <summary>The schema's columns, one a modality, after <see cref="Check"/>.</summary>
    internal DataViewSchema.Column[] Bind(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var columns = new DataViewSchema.Column[Count];
        for (int i = 0; i < Count; i++)
        {
            (columns[i], int length) = Find(schema, Names[i]);
            if (length != Lengths[i])
            {
                throw new ArgumentException(
                    $"Column '{Names[i]}' has {length} values a row; the model was fitted on {Lengths[i]}. Feed the vector it was fitted on.", nameof(schema));
            }
        }

        return columns;
    }

    private static (DataViewSchema.Column Column, int Length) Find(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentException($"Column '{name}' is not in the data; its columns are {ColumnChecks.List(schema.Select(c => c.Name))}.", nameof(schema));
        }

        if (column.Type is not VectorDataViewType vector || vector.ItemType != NumberDataViewType.Single)
        {
            throw new ArgumentException($"Column '{name}' is {column.Type}; {ColumnChecks.FloatVectorFits}", nameof(schema));
        }

        if (!vector.IsKnownSize)
        {
            throw new ArgumentException($"Column '{name}' is a vector of variable length; {ColumnChecks.FloatVectorFits}", nameof(schema));
        }

        return (column, vector.Size);
    }
}
