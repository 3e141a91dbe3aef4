using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(MissingValueReplacingTransformer), null, typeof(SignatureLoadModel), "", MissingValueReplacingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces NaN by the values of <see cref="MissingValueReplacingEstimator"/>.</summary>
public sealed class MissingValueReplacingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "NAReplaceTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("NAREP TF", LoaderSignature);
    private readonly Replacement[] _replacements;

    internal MissingValueReplacingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, Replacement[] replacements)
        : base(env.Register(LoaderSignature), columns) => _replacements = replacements;

    private MissingValueReplacingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _replacements = [.. ColumnPairs.Select(_ => Replacement.Load(ctx.Reader))];

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new MissingValueReplacingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        foreach (Replacement replacement in _replacements)
        {
            replacement.Save(ctx.Writer);
        }
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : OneToOneRowMapper
    {
        private readonly MissingValueReplacingTransformer _owner;

        public Mapper(MissingValueReplacingTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            for (int i = 0; i < Inputs.Length; i++)
            {
                Replacement replacement = owner._replacements[i];
                bool fits = Inputs[i].Type.ItemOrSelf.RawType == replacement.ItemType && (replacement.Count == 1 || replacement.Count == Inputs[i].Type.ValueCount);
                if (!fits)
                {
                    throw SchemaErrors.Mismatch(nameof(schema), "input", Inputs[i].Name, $"{replacement.ItemType.Name}, {replacement.Count} slots as fitted", Inputs[i].Type.ToString()!);
                }
            }
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn) => new(
            _owner.ColumnPairs[outputColumn].outputColumnName,
            Inputs[outputColumn].Type,
            Inputs[outputColumn].Keep(AnnotationKinds.SlotNames, AnnotationKinds.IsNormalized).ToAnnotations());

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn) => _owner._replacements[outputColumn].CreateGetter(input, Inputs[outputColumn]);
    }
}
