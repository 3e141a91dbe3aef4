using System.Collections.Immutable;
using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The normal distribution function of (x − mean) / standard deviation.</summary>
/// <remarks>erf(z) ≈ sign(z) · √(1 − exp(−z² (4/π + a z²) / (1 + a z²))), a = 0.147. Source: Winitzki 2008.</remarks>
internal sealed class CdfNormalizer<T>(DataViewType type, T[] means, T[] deviations) : SlotNormalizer(type)
    where T : struct, IFloatingPointIeee754<T>
{
    public override NormalizerKind Kind => NormalizerKind.MeanVarianceCdf;

    public override NormalizingTransformer.NormalizerModelParametersBase Parameters => Type is VectorDataViewType
        ? new NormalizingTransformer.CdfNormalizerModelParameters<ImmutableArray<T>>([.. means], [.. deviations], useLog: false)
        : new NormalizingTransformer.CdfNormalizerModelParameters<T>(means[0], deviations[0], useLog: false);

    public static CdfNormalizer<T> Load(BinaryReader reader, DataViewType type) => new(type, Read<T>(reader) ?? [], Read<T>(reader) ?? []);

    protected override void SaveCore(BinaryWriter writer)
    {
        Write(writer, means);
        Write(writer, deviations);
    }

    public override Delegate CreateGetter(DataViewRow input, DataViewSchema.Column column)
    {
        if (Type is not VectorDataViewType)
        {
            ValueGetter<T> getValue = input.GetGetter<T>(column);
            return (ValueGetter<T>)((ref T target) =>
            {
                getValue(ref target);
                target = Map(target, 0);
            });
        }

        ValueGetter<VBuffer<T>> getVector = input.GetGetter<VBuffer<T>>(column);
        VBuffer<T> source = default;
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> target) =>
        {
            getVector(ref source);
            VBufferEditor<T> editor = VBufferEditor.Create(ref target, means.Length);
            source.CopyTo(editor.Values);
            for (int i = 0; i < means.Length; i++)
            {
                editor.Values[i] = Map(editor.Values[i], i);
            }
            target = editor.Commit();
        });
    }

    // A constant slot tells nothing: 0.
    private T Map(T value, int slot)
    {
        if (deviations[slot] == T.Zero)
        {
            return T.Zero;
        }
        double z = double.CreateChecked((value - means[slot]) / deviations[slot]);
        if (double.IsNaN(z))
        {
            return T.NaN;
        }
        double square = z * z / 2;
        double scaled = 0.147 * square;
        return T.CreateChecked(0.5 + 0.5 * Math.Sign(z) * Math.Sqrt(1 - Math.Exp(-square * (4 / Math.PI + scaled) / (1 + scaled))));
    }
}
