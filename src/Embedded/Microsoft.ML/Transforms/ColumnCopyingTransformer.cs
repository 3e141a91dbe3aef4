using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(ColumnCopyingTransformer), null, typeof(SignatureLoadModel), "", ColumnCopyingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Adds columns that are other columns under another name.</summary>
public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "CopyTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("COPYCOLT", LoaderSignature);

    internal ColumnCopyingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(LoaderSignature), columns)
    {
    }

    private ColumnCopyingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    internal (string outputColumnName, string inputColumnName)[] Columns => ColumnPairs;

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) =>
        new Mapper(this, schema, InputColumns(schema));

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new ColumnCopyingTransformer(env.Register(LoaderSignature), ctx);
    }

    private sealed class Mapper(ColumnCopyingTransformer owner, DataViewSchema schema, DataViewSchema.Column[] inputs) : OneToOneRowMapper(schema, inputs)
    {
        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn) =>
            new(owner.ColumnPairs[outputColumn].outputColumnName, Inputs[outputColumn].Type, Inputs[outputColumn].Annotations);

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn) => RowGetters.Get(input, Inputs[outputColumn]);
    }
}
