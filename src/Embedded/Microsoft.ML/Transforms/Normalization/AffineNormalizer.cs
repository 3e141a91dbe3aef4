using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>(x − offset) · scale.</summary>
/// <param name="type">Type of the column.</param>
/// <param name="scales">Per slot.</param>
/// <param name="offsets">Per slot; null when all are 0, which keeps sparse vectors sparse.</param>
internal sealed class AffineNormalizer<T>(DataViewType type, T[] scales, T[]? offsets) : SlotNormalizer(type)
    where T : struct, IFloatingPointIeee754<T>
{
    public override NormalizerKind Kind => NormalizerKind.MeanVariance;

    public override NormalizingTransformer.NormalizerModelParametersBase Parameters => Type is VectorDataViewType
        ? new NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<T>>([.. scales], [.. offsets ?? []])
        : new NormalizingTransformer.AffineNormalizerModelParameters<T>(scales[0], offsets?[0] ?? T.Zero);

    public static AffineNormalizer<T> Load(BinaryReader reader, DataViewType type) => new(type, Read<T>(reader) ?? [], Read<T>(reader));

    protected override void SaveCore(BinaryWriter writer)
    {
        Write(writer, scales);
        Write(writer, offsets);
    }

    public override Delegate CreateGetter(DataViewRow input, DataViewSchema.Column column) =>
        Type is VectorDataViewType ? VectorGetter(input.GetGetter<VBuffer<T>>(column)) : ScalarGetter(input.GetGetter<T>(column));

    private ValueGetter<T> ScalarGetter(ValueGetter<T> getSource)
    {
        (T scale, T offset) = (scales[0], offsets?[0] ?? T.Zero);
        return (ref T target) =>
        {
            getSource(ref target);
            target = (target - offset) * scale;
        };
    }

    private ValueGetter<VBuffer<T>> VectorGetter(ValueGetter<VBuffer<T>> getSource)
    {
        VBuffer<T> source = default;
        return (ref VBuffer<T> target) =>
        {
            getSource(ref source);
            if (source.Length != scales.Length)
            {
                throw new InvalidOperationException($"Normalizer expected {scales.Length} slots, but the input data column has {source.Length} slots.");
            }
            if (offsets is null && !source.IsDense)
            {
                ScaleSparse(source, ref target);
                return;
            }

            VBufferEditor<T> editor = VBufferEditor.Create(ref target, scales.Length);
            source.CopyTo(editor.Values);
            if (offsets is not null)
            {
                TensorPrimitives.Subtract(editor.Values, offsets, editor.Values);
            }
            TensorPrimitives.Multiply(editor.Values, scales, editor.Values);
            target = editor.Commit();
        };
    }

    private void ScaleSparse(in VBuffer<T> source, ref VBuffer<T> target)
    {
        ReadOnlySpan<T> values = source.GetValues();
        ReadOnlySpan<int> indices = source.GetIndices();
        VBufferEditor<T> editor = VBufferEditor.Create(ref target, source.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            editor.Indices[i] = indices[i];
            editor.Values[i] = values[i] * scales[indices[i]];
        }
        target = editor.Commit();
    }
}
