using System.Numerics;
using System.Numerics.Tensors;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Rows of mean 0 and variance 1, then a scale and a shift.</summary>
internal sealed class LayerNormalization : Node<LayerNormalization>
{
    private SavedTensor _normalized, _inverseDeviations, _scale;
    private int _length;
    private bool _isScaled;

    /// <param name="length">Elements of a row: the product of the last dimensions.</param>
    public static TensorData Apply(TensorData input, TensorData? scale, TensorData? shift, int length, double epsilon)
    {
        using TensorData x = Copy.Contiguous(input);
        using TensorData? w = scale is null ? null : Copy.Contiguous(scale);
        using TensorData? b = shift is null ? null : Copy.Contiguous(shift);
        TensorData result = x.EmptyLike();
        int rows = length == 0 ? 0 : (int)(x.Count / length);
        bool records = Graph.Records(input) || (scale is not null && Graph.Records(scale)) || (shift is not null && Graph.Records(shift));
        using TensorData normalized = records ? x.EmptyLike() : result.AddReference();
        using TensorData deviations = TensorData.Empty([rows], x.Type);
        int grain = Math.Max(1, Elementwise.Grain / Math.Max(1, length));
        if (x.Type == ScalarType.Float64) { Parallelism.For(rows, grain, new ForwardJob<double>(x, w, b, normalized, deviations, result, length, epsilon)); }
        else { Parallelism.For(rows, grain, new ForwardJob<float>(x, w, b, normalized, deviations, result, length, epsilon)); }

        if (records)
        {
            LayerNormalization node = Rent();
            node.SetInputs(input, scale, shift);
            node._normalized.Save(normalized);
            node._inverseDeviations.Save(deviations);
            if (w is not null) { node._scale.Save(w); }
            (node._length, node._isScaled) = (length, w is not null);
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData dy = Copy.Contiguous(gradient);
        if (dy.Type == ScalarType.Float64) { Backward<double>(dy); }
        else { Backward<float>(dy); }
    }

    protected override void ReleaseSaved()
    {
        _normalized.Release();
        _inverseDeviations.Release();
        _scale.Release();
    }

    private void Backward<T>(TensorData dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorData normalized = _normalized.Value;
        if (Input0 is not null)
        {
            TensorData dx = dy.EmptyLike();
            int rows = _length == 0 ? 0 : (int)(dy.Count / _length);
            Parallelism.For(
                rows, Math.Max(1, Elementwise.Grain / Math.Max(1, _length)), new BackwardJob<T>(dy, normalized, _inverseDeviations.Value, _isScaled ? _scale.Value : null, dx, _length));
            Input0.Accumulate(dx);
        }
        if (Input1 is not null)
        {
            using TensorData product = Elementwise.Binary<MultiplyOperation>(dy, normalized);
            Input1.Accumulate(SumOfRows(product));
        }
        Input2?.Accumulate(SumOfRows(dy));
    }

    // To the shape of scale and shift, which the trailing dimensions are.
    private TensorData SumOfRows(TensorData values)
    {
        int rank = values.Rank, from = rank;
        for (long size = 1; from > 0 && size < _length; size *= values.Size(from)) { from--; }
        return Reduce.SumTo(values, values.Shape[from..]);
    }

    private readonly struct ForwardJob<T>(
        TensorData input, TensorData? scale, TensorData? shift, TensorData normalized, TensorData deviations, TensorData result, int length, double epsilon) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            var count = T.CreateTruncating(length);
            Span<T> inverse = deviations.Span<T>();
            for (int i = from; i < to; i++)
            {
                ReadOnlySpan<T> x = input.Span<T>().Slice(i * length, length);
                Span<T> z = normalized.Span<T>().Slice(i * length, length), y = result.Span<T>().Slice(i * length, length);
                TensorPrimitives.Subtract(x, TensorPrimitives.Sum(x) / count, z);
                inverse[i] = T.One / T.Sqrt((TensorPrimitives.SumOfSquares<T>(z) / count) + T.CreateTruncating(epsilon));
                TensorPrimitives.Multiply(z, inverse[i], z);
                if (scale is not null && shift is not null) { TensorPrimitives.MultiplyAdd(z, scale.Span<T>(), shift.Span<T>(), y); }
                else if (scale is not null) { TensorPrimitives.Multiply(z, scale.Span<T>(), y); }
                else if (shift is not null) { TensorPrimitives.Add(z, shift.Span<T>(), y); }
                else if (normalized != result) { z.CopyTo(y); }
            }
        }
    }

    // dx = (g − mean g − z mean(g z)) / σ with g = dy · scale
    private readonly struct BackwardJob<T>(TensorData gradient, TensorData normalized, TensorData deviations, TensorData? scale, TensorData result, int length) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            var count = T.CreateTruncating(length);
            for (int i = from; i < to; i++)
            {
                ReadOnlySpan<T> dy = gradient.Span<T>().Slice(i * length, length), z = normalized.Span<T>().Slice(i * length, length);
                Span<T> dx = result.Span<T>().Slice(i * length, length);
                if (scale is null) { dy.CopyTo(dx); }
                else { TensorPrimitives.Multiply(dy, scale.Span<T>(), dx); }
                T mean = TensorPrimitives.Sum<T>(dx) / count, along = TensorPrimitives.Dot(dx, z) / count;
                TensorPrimitives.Subtract(dx, mean, dx);
                TensorPrimitives.MultiplyAdd(z, -along, dx, dx);
                TensorPrimitives.Multiply(dx, deviations.Span<T>()[i], dx);
            }
        }
    }
}
