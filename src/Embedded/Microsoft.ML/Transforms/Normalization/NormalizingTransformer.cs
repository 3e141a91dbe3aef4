using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(NormalizingTransformer), null, typeof(SignatureLoadModel), "", NormalizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Normalizes the slots of columns by what <see cref="NormalizingEstimator"/> learned.</summary>
public sealed partial class NormalizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "Normalizer";
    private static readonly VersionInfo s_version = VersionInfo.First("NORMALZR", LoaderSignature);
    private readonly SlotNormalizer[] _normalizers;

    internal NormalizingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, SlotNormalizer[] normalizers)
        : base(env.Register(LoaderSignature), columns) => _normalizers = normalizers;

    private NormalizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _normalizers = [.. ColumnPairs.Select(_ => SlotNormalizer.Load(ctx.Reader))];

    /// <summary>What was learned of a column: its offsets and scales.</summary>
    public NormalizerModelParametersBase GetNormalizerModelParameters(int index) => index >= 0 && index < _normalizers.Length
        ? _normalizers[index].Parameters
        : throw new ArgumentOutOfRangeException(nameof(index), $"Not valid. Valid range is from 0 (inclusive) to {_normalizers.Length} (exclusive) but got {index}.");

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new NormalizingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        foreach (SlotNormalizer normalizer in _normalizers)
        {
            normalizer.Save(ctx.Writer);
        }
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : OneToOneRowMapper
    {
        private readonly NormalizingTransformer _owner;

        public Mapper(NormalizingTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            for (int i = 0; i < Inputs.Length; i++)
            {
                DataViewType expected = owner._normalizers[i].Type;
                DataViewType actual = Inputs[i].Type;
                if (!expected.ItemOrSelf.Equals(actual.ItemOrSelf) || expected.ValueCount != actual.ValueCount || expected is VectorDataViewType != actual is VectorDataViewType)
                {
                    throw SchemaErrors.Mismatch(nameof(schema), "input", Inputs[i].Name, expected.ToString()!, actual.ToString()!);
                }
            }
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn)
        {
            DataViewSchema.Annotations.Builder annotations = Inputs[outputColumn].Keep(AnnotationKinds.SlotNames);
            annotations.AddIsNormalized();
            return new(_owner.ColumnPairs[outputColumn].outputColumnName, Inputs[outputColumn].Type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn) => _owner._normalizers[outputColumn].CreateGetter(input, Inputs[outputColumn]);
    }
}
