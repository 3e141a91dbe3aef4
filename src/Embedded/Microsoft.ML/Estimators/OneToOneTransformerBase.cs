using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer whose output columns are each computed from one input column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected readonly (string outputColumnName, string inputColumnName)[] ColumnPairs;

    private protected OneToOneTransformerBase(IHost host, params (string outputColumnName, string inputColumnName)[] columns)
        : base(host)
    {
        if (columns.Length == 0)
        {
            throw new ArgumentException("There must be at least one column.", nameof(columns));
        }

        if (columns.GroupBy(c => c.outputColumnName).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Output column '{twice.Key}' is specified multiple times", nameof(columns));
        }

        ColumnPairs = columns;
    }

    private protected OneToOneTransformerBase(IHost host, ModelLoadContext ctx)
        : this(host, ReadColumns(ctx))
    {
    }

    private protected void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach ((string outputColumnName, string inputColumnName) in ColumnPairs)
        {
            ctx.SaveNonEmptyString(outputColumnName);
            ctx.SaveNonEmptyString(inputColumnName);
        }
    }

    /// <summary>The input column of each pair, or the error that one is not there.</summary>
    private protected DataViewSchema.Column[] InputColumns(DataViewSchema schema) => [.. ColumnPairs.Select(pair => schema.Require(pair.inputColumnName))];

    private static (string, string)[] ReadColumns(ModelLoadContext ctx)
    {
        int count = ctx.Reader.ReadInt32();
        ModelFormat.Check(count is > 0 and < 1_000_000, $"Corrupt model file: a transformer of {count} columns.");
        var columns = new (string, string)[count];
        for (int i = 0; i < count; i++)
        {
            columns[i] = (ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString());
        }

        return columns;
    }
}
