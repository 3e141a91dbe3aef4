using System.Buffers;
using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Kernels;
using MultimodalML.Networks;

namespace MultimodalML.Fusion;

// The scoring pass: parts of some rows, each through scaling, path, encoders and head.
public sealed partial class FusionModel
{
    private void ScorePart(ModalityBatch rows, int first, int count, Span<float> output)
    {
        int features = Shape.FeatureLength;
        int fusedLength = _fusedLength;
        int widest = _widest;
        int scratchLength = Math.Max(2 * count * widest, Path.ScratchLength(count));
        float[] buffer = ArrayPool<float>.Shared.Rent((count * (widest + fusedLength)) + scratchLength);
        try
        {
            Span<float> fused = buffer.AsSpan(0, count * fusedLength);
            Span<float> scratch = buffer.AsSpan(fused.Length + (count * widest), scratchLength);
            Span<float> a = scratch[..(count * widest)], b = scratch.Slice(count * widest, count * widest);
            for (int m = 0; m < Columns.Count; m++)
            {
                int length = Columns.Lengths[m];
                ReadOnlySpan<bool> present = rows.Present(m).Slice(first, count);
                Span<float> inputs = buffer.AsSpan(fused.Length, count * length);
                rows.Values(m).Slice(first * length, inputs.Length).CopyTo(inputs);
                Scaling.Modalities[m].Apply(inputs);
                if (Path.Parts.Count > 0)
                {
                    Path.Apply(m, inputs, present, output, EmbeddingLength, scratch);
                }

                if (!UsesNetwork)
                {
                    continue;
                }

                _encoders[m][0].Apply(count, inputs, a, Shape.HiddenWidth);
                _encoders[m][1].Apply(count, a, b, Shape.HiddenWidth);
                if (Shape.Fusion == FusionKind.Concatenate)
                {
                    Span<float> part = fused[(m * features)..];
                    _encoders[m][2].Apply(count, b, part, fusedLength);
                    ClearMissing(part, features, present, fusedLength);
                }
                else
                {
                    _encoders[m][2].Apply(count, b, a, features);
                    Fuse(m, count, present, a[..(count * features)], b, fused);
                }
            }

            if (!UsesNetwork)
            {
                for (int row = 0; row < count; row++)
                {
                    output.Slice((row * EmbeddingLength) + Path.Length, Shape.FusedLength).Clear();
                }
                return;
            }

            _head[0].Apply(count, fused, a, Shape.HiddenWidth);
            _head[1].Apply(count, a, output[Path.Length..], EmbeddingLength);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>Multiplies the features of one modality into the fused values, or adds them through their gate.</summary>
    private void Fuse(int modality, int count, ReadOnlySpan<bool> present, Span<float> features, Span<float> gate, Span<float> fused)
    {
        int length = Shape.FeatureLength;
        if (Shape.Fusion == FusionKind.GatedSum)
        {
            _gates[modality].Apply(count, features, gate, length);
            TensorPrimitives.Multiply(features, gate[..features.Length], features);
        }

        if (modality == 0)
        {
            fused.Fill(Shape.Fusion == FusionKind.Multiply ? 1 : 0);
        }
        for (int row = 0; row < count; row++)
        {
            if (present[row])
            {
                Span<float> sum = fused.Slice(row * length, length);
                ReadOnlySpan<float> term = features.Slice(row * length, length);
                if (Shape.Fusion == FusionKind.Multiply)
                {
                    TensorPrimitives.Multiply(sum, term, sum);
                }
                else
                {
                    TensorPrimitives.Add(sum, term, sum);
                }
            }
        }
    }

    private static void ClearMissing(Span<float> values, int length, ReadOnlySpan<bool> present, int stride)
    {
        for (int row = present.IndexOf(false); row >= 0 && row < present.Length; row++)
        {
            if (!present[row])
            {
                values.Slice(row * stride, length).Clear();
            }
        }
    }

    /// <summary>Scores parts of <see cref="RowsAtOnce"/> rows, on whichever thread takes them.</summary>
    private unsafe struct Part : IRangeJob
    {
        public FusionModel Model;
        public ModalityBatch Rows;
        public float* Output;

        public readonly void Run(int from, int to)
        {
            for (int part = from; part < to; part++)
            {
                int first = part * RowsAtOnce;
                int count = Math.Min(RowsAtOnce, Rows.RowCount - first);
                int length = Model.EmbeddingLength;
                Model.ScorePart(Rows, first, count, new Span<float>(Output + ((nint)first * length), count * length));
            }
        }
    }
}
