using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>Checks of input columns on a <see cref="SchemaShape"/> (before anything is read) and of label columns; every error names the column, what was found and what fits.</summary>
internal static class ColumnChecks
{
    public const string FloatVectorFits =
        "a fixed-length vector of Single fits. Concatenate joins Single columns to one, Conversion.ConvertType converts other numbers.";

    private const string KeyFits = "a key of UInt32 fits. Conversion.MapValueToKey makes it from labels of any kind.";

    public static void RequireFloatVector(SchemaShape shape, string name)
    {
        SchemaShape.Column column = Find(shape, name);
        if (column.Kind == SchemaShape.Column.VectorKind.Scalar || column.IsKey || column.ItemType != NumberDataViewType.Single)
        {
            throw new ArgumentException($"Column '{name}' is {Describe(column)}; {FloatVectorFits}", nameof(shape));
        }

        if (column.Kind == SchemaShape.Column.VectorKind.VariableVector)
        {
            throw new ArgumentException($"Column '{name}' is a vector of variable length; {FloatVectorFits}", nameof(shape));
        }
    }

    /// <summary>The columns that an estimator over modalities reads; the label where it is not null.</summary>
    public static void RequireModalities(SchemaShape shape, IEnumerable<string> inputs, string? label)
    {
        foreach (string name in inputs)
        {
            RequireFloatVector(shape, name);
        }
        if (label is not null)
        {
            RequireLabel(shape, label);
        }
    }

    public static void RequireLabel(SchemaShape shape, string name)
    {
        SchemaShape.Column column = Find(shape, name);
        if (!column.IsKey || column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType != NumberDataViewType.UInt32)
        {
            throw new ArgumentException($"Label column '{name}' is {Describe(column)}; {KeyFits}", nameof(shape));
        }
    }

    /// <summary>The label column and its number of classes.</summary>
    public static (DataViewSchema.Column Column, int ClassCount) FindLabel(DataViewSchema schema, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentException($"Label column '{name}' is not in the data; its columns are {List(schema.Select(c => c.Name))}.", nameof(schema));
        }

        if (column.Type is not KeyDataViewType key || key.RawType != typeof(uint))
        {
            throw new ArgumentException($"Label column '{name}' is {column.Type}; {KeyFits}", nameof(schema));
        }

        if (key.Count > int.MaxValue)
        {
            throw new ArgumentException($"Label column '{name}' counts {key.Count} classes; at most {int.MaxValue} fit.", nameof(schema));
        }

        return (column, (int)key.Count);
    }

    public static string List(IEnumerable<string> names) => $"[{string.Join(", ", names)}]";

    private static SchemaShape.Column Find(SchemaShape shape, string name)
    {
        foreach (SchemaShape.Column column in shape)
        {
            if (column.Name == name)
            {
                return column;
            }
        }

        throw new ArgumentException($"Column '{name}' is not in the pipeline's data; its columns are {List(shape.Select(c => c.Name))}.", nameof(shape));
    }

    private static string Describe(SchemaShape.Column column) => column.Kind switch
    {
        SchemaShape.Column.VectorKind.Scalar => column.IsKey ? $"a key of {column.ItemType}" : $"one {column.ItemType}",
        SchemaShape.Column.VectorKind.Vector => $"a vector of {column.ItemType}",
        _ => $"a vector of {column.ItemType} of variable length",
    };
}
