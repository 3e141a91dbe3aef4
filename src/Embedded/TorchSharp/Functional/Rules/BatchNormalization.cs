using System.Numerics;
using System.Numerics.Tensors;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Columns of mean 0 and variance 1, of the batch or of given statistics, then a scale and a shift: [N, C].</summary>
internal sealed class BatchNormalization : Node<BatchNormalization>
{
    private SavedTensor _normalized, _inverseDeviations, _scale;
    private bool _ofBatch, _isScaled;

    /// <param name="mean">The batch's own are used where null, and returned here.</param>
    /// <param name="variance">As <paramref name="mean"/>; without Bessel's correction.</param>
    public static TensorData Apply(TensorData input, TensorData? scale, TensorData? shift, ref TensorData? mean, ref TensorData? variance, double epsilon)
    {
        using TensorData x = Copy.Contiguous(input);
        using TensorData? w = scale is null ? null : Copy.Contiguous(scale);
        using TensorData? b = shift is null ? null : Copy.Contiguous(shift);
        bool ofBatch = mean is null;
        mean ??= TensorData.Zeros([x.Size(1)], x.Type);
        variance ??= TensorData.Zeros([x.Size(1)], x.Type);
        TensorData result = x.EmptyLike();
        using TensorData normalized = x.EmptyLike();
        using TensorData deviations = TensorData.Empty([x.Size(1)], x.Type);
        if (x.Type == ScalarType.Float64) { Forward<double>(x, w, b, mean, variance, normalized, deviations, result, ofBatch, epsilon); }
        else { Forward<float>(x, w, b, mean, variance, normalized, deviations, result, ofBatch, epsilon); }

        if (Graph.Records(input) || (scale is not null && Graph.Records(scale)) || (shift is not null && Graph.Records(shift)))
        {
            BatchNormalization node = Rent();
            node.SetInputs(input, scale, shift);
            node._normalized.Save(normalized);
            node._inverseDeviations.Save(deviations);
            if (w is not null) { node._scale.Save(w); }
            (node._ofBatch, node._isScaled) = (ofBatch, w is not null);
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData dy = Copy.Contiguous(gradient);
        using TensorData product = Elementwise.Binary<MultiplyOperation>(dy, _normalized.Value);
        TensorData sums = Reduce.SumTo(dy, [dy.Size(1)]), products = Reduce.SumTo(product, [dy.Size(1)]);
        if (Input0 is not null)
        {
            TensorData dx = dy.EmptyLike();
            if (dy.Type == ScalarType.Float64) { Backward<double>(dy, sums, products, dx); }
            else { Backward<float>(dy, sums, products, dx); }
            Input0.Accumulate(dx);
        }
        if (Input1 is null) { products.Dispose(); }
        else { Input1.Accumulate(products); }
        if (Input2 is null) { sums.Dispose(); }
        else { Input2.Accumulate(sums); }
    }

    protected override void ReleaseSaved()
    {
        _normalized.Release();
        _inverseDeviations.Release();
        _scale.Release();
    }

    private static void Forward<T>(
        TensorData input, TensorData? scale, TensorData? shift, TensorData mean, TensorData variance, TensorData normalized, TensorData deviations, TensorData result, bool ofBatch, double epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int length) = ((int)input.Size(0), (int)input.Size(1));
        ReadOnlySpan<T> x = input.Span<T>();
        Span<T> z = normalized.Span<T>();
        Span<T> y = result.Span<T>();
        Span<T> m = mean.Span<T>();
        Span<T> v = variance.Span<T>();
        Span<T> inverse = deviations.Span<T>();
        var share = T.One / T.CreateTruncating(Math.Max(rows, 1));
        if (ofBatch)
        {
            for (int i = 0; i < rows; i++) { TensorPrimitives.Add(m, x.Slice(i * length, length), m); }
            TensorPrimitives.Multiply(m, share, m);
        }
        for (int i = 0; i < rows; i++)
        {
            Span<T> centred = z.Slice(i * length, length);
            TensorPrimitives.Subtract(x.Slice(i * length, length), m, centred);
            if (ofBatch) { TensorPrimitives.MultiplyAdd(centred, centred, v, v); }
        }
        if (ofBatch) { TensorPrimitives.Multiply(v, share, v); }
        TensorPrimitives.Add(v, T.CreateTruncating(epsilon), inverse);
        TensorPrimitives.Sqrt<T>(inverse, inverse);
        TensorPrimitives.Divide(T.One, inverse, inverse);
        for (int i = 0; i < rows; i++)
        {
            Span<T> to = y.Slice(i * length, length);
            Span<T> row = z.Slice(i * length, length);
            TensorPrimitives.Multiply(row, inverse, row);
            row.CopyTo(to);
            if (scale is not null) { TensorPrimitives.Multiply(to, scale.Span<T>(), to); }
            if (shift is not null) { TensorPrimitives.Add(to, shift.Span<T>(), to); }
        }
    }

    // Of the batch: dx = scale/σ (dy − mean dy − z mean(dy z)); of given statistics: scale/σ dy.
    private void Backward<T>(TensorData dy, TensorData sums, TensorData products, TensorData dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int length) = ((int)dy.Size(0), (int)dy.Size(1));
        using TensorData factors = Copy.Clone(_inverseDeviations.Value);
        Span<T> factor = factors.Span<T>();
        if (_isScaled) { TensorPrimitives.Multiply(factor, _scale.Value.Span<T>(), factor); }
        var share = -T.One / T.CreateTruncating(Math.Max(rows, 1));
        ReadOnlySpan<T> z = _normalized.Value.Span<T>();
        ReadOnlySpan<T> g = dy.Span<T>();
        Span<T> result = dx.Span<T>();
        for (int i = 0; i < rows; i++)
        {
            Span<T> row = result.Slice(i * length, length);
            if (_ofBatch)
            {
                TensorPrimitives.MultiplyAdd(z.Slice(i * length, length), products.Span<T>(), sums.Span<T>(), row);
                TensorPrimitives.MultiplyAdd(row, share, g.Slice(i * length, length), row);
            }
            else
            {
                g.Slice(i * length, length).CopyTo(row);
            }
            TensorPrimitives.Multiply(row, factor, row);
        }
    }
}
