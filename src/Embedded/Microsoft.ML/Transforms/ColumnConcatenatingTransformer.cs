using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ITransformer), typeof(ColumnConcatenatingTransformer), null, typeof(SignatureLoadModel), "", ColumnConcatenatingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Adds a vector that holds the values of columns of one item type, one after the other.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "ConcatTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("CONCATTR", LoaderSignature);
    private readonly string _outputColumnName;
    private readonly string[] _inputColumnNames;
    private readonly string[] _slotPrefixes;

    /// <param name="env">The environment.</param>
    /// <param name="outputColumnName">The column to make.</param>
    /// <param name="inputColumnNames">The columns to read.</param>
    /// <param name="slotPrefixes">What stands before the slot names of each input; null: its name.</param>
    internal ColumnConcatenatingTransformer(IHostEnvironment env, string outputColumnName, string[] inputColumnNames, string[]? slotPrefixes = null)
        : base(env.Register(LoaderSignature)) =>
        (_outputColumnName, _inputColumnNames, _slotPrefixes) = (outputColumnName, inputColumnNames, slotPrefixes ?? inputColumnNames);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        ctx.SaveNonEmptyString(_outputColumnName);
        ctx.Writer.Write(_inputColumnNames.Length);
        Array.ForEach(_inputColumnNames, ctx.SaveNonEmptyString);
        Array.ForEach(_slotPrefixes, ctx.SaveNonEmptyString);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema)
    {
        DataViewSchema.Column[] inputs = [.. _inputColumnNames.Select(name => schema.Require(name))];
        DataViewType itemType = inputs[0].Type.ItemOrSelf;
        foreach (DataViewSchema.Column input in inputs)
        {
            if (!input.Type.ItemOrSelf.Equals(itemType))
            {
                throw SchemaErrors.Mismatch("inputSchema", "input", input.Name, itemType.ToString()!, input.Type.ToString()!);
            }
        }

        return new ConcatenatingMapper(schema, _outputColumnName, inputs, _slotPrefixes);
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        string outputColumnName = ctx.LoadNonEmptyString();
        int count = ctx.Reader.ReadInt32();
        ModelFormat.Check(count is > 0 and < 1_000_000, $"Corrupt model file: {count} columns are concatenated.");
        string[] inputColumnNames = [.. Enumerable.Range(0, count).Select(_ => ctx.LoadNonEmptyString())];
        return new ColumnConcatenatingTransformer(env, outputColumnName, inputColumnNames, [.. inputColumnNames.Select(_ => ctx.LoadNonEmptyString())]);
    }
}
