using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(LpNormNormalizingTransformer), null, typeof(SignatureLoadModel), "", LpNormNormalizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>scale · (x − mean) / norm(x − mean), the mean only where asked for. A vector of zeros stays as it is.</summary>
public sealed class LpNormNormalizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "GcnTransform";
    private const float SmallestFactor = 1e-8f;
    private static readonly VersionInfo s_version = VersionInfo.First("GCNORMAF", LoaderSignature);
    private readonly LpNormNormalizingEstimatorBase.NormFunction _norm;
    private readonly bool _ensureZeroMean;
    private readonly float _scale;

    internal LpNormNormalizingTransformer(
        IHostEnvironment env,
        (string outputColumnName, string inputColumnName)[] columns,
        LpNormNormalizingEstimatorBase.NormFunction norm,
        bool ensureZeroMean,
        float scale)
        : base(env.Register(LoaderSignature), columns) => (_norm, _ensureZeroMean, _scale) = (norm, ensureZeroMean, scale);

    private LpNormNormalizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) =>
        (_norm, _ensureZeroMean, _scale) = ((LpNormNormalizingEstimatorBase.NormFunction)ctx.Reader.ReadByte(), ctx.Reader.ReadBoolean(), ctx.Reader.ReadSingle());

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new LpNormNormalizingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.Writer.Write((byte)_norm);
        ctx.Writer.Write(_ensureZeroMean);
        ctx.Writer.Write(_scale);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    // Of the values stored; what a sparse vector leaves out counts in the standard deviation only, as ML.NET has it.
    private float Factor(ReadOnlySpan<float> values, int length, float mean)
    {
        float norm = _norm switch
        {
            LpNormNormalizingEstimatorBase.NormFunction.StandardDeviation => StandardDeviation(values, length),
            LpNormNormalizingEstimatorBase.NormFunction.L2 => MathF.Sqrt(SumOfSquares(values, mean)),
            LpNormNormalizingEstimatorBase.NormFunction.L1 => SumOfMagnitudes(values, mean),
            _ => LargestMagnitude(values, mean),
        };
        float factor = norm > 0 ? _scale / norm : _scale;
        return factor < SmallestFactor ? 1 : factor;
    }

    private static float StandardDeviation(ReadOnlySpan<float> values, int length)
    {
        float mean = TensorPrimitives.Sum(values) / length;
        return MathF.Sqrt((SumOfSquares(values, mean) + (length - values.Length) * mean * mean) / length);
    }

    private static float SumOfSquares(ReadOnlySpan<float> values, float mean)
    {
        if (mean == 0)
        {
            return TensorPrimitives.SumOfSquares(values);
        }
        float sum = 0;
        foreach (float value in values)
        {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }

    private static float SumOfMagnitudes(ReadOnlySpan<float> values, float mean)
    {
        float sum = 0;
        foreach (float value in values)
        {
            sum += Math.Abs(value - mean);
        }
        return sum;
    }

    private static float LargestMagnitude(ReadOnlySpan<float> values, float mean)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value - mean));
        }
        return largest;
    }

    private sealed class Mapper : OneToOneRowMapper
    {
        private readonly LpNormNormalizingTransformer _owner;

        public Mapper(LpNormNormalizingTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            foreach (DataViewSchema.Column input in Inputs)
            {
                if (input.Type is not VectorDataViewType { IsKnownSize: true } vector || !vector.ItemType.Equals(NumberDataViewType.Single))
                {
                    throw SchemaErrors.Mismatch(nameof(schema), "input", input.Name, "known-size vector of Single", input.Type.ToString()!);
                }
            }
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn)
        {
            DataViewSchema.Annotations.Builder annotations = Inputs[outputColumn].Keep(AnnotationKinds.SlotNames);
            annotations.AddIsNormalized();
            return new(_owner.ColumnPairs[outputColumn].outputColumnName, Inputs[outputColumn].Type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn)
        {
            ValueGetter<VBuffer<float>> getSource = input.GetGetter<VBuffer<float>>(Inputs[outputColumn]);
            VBuffer<float> source = default;
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> target) =>
            {
                getSource(ref source);
                ReadOnlySpan<float> values = source.GetValues();
                float mean = _owner._ensureZeroMean && source.Length > 0 ? TensorPrimitives.Sum(values) / source.Length : 0;
                float factor = _owner.Factor(values, source.Length, mean);
                if (mean == 0)
                {
                    VBufferEditor<float> same = VBufferEditor.Create(ref target, source.Length, values.Length);
                    source.GetIndices().CopyTo(same.Indices);
                    TensorPrimitives.Multiply(values, factor, same.Values);
                    target = same.Commit();
                    return;
                }
                VBufferEditor<float> dense = VBufferEditor.Create(ref target, source.Length);
                source.CopyTo(dense.Values);
                TensorPrimitives.Subtract(dense.Values, mean, dense.Values);
                TensorPrimitives.Multiply(dense.Values, factor, dense.Values);
                target = dense.Commit();
            });
        }
    }
}
