using System.Numerics;
using System.Numerics.Tensors;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Columns of mean 0 and variance 1, of the batch or of given statistics, then a scale and a shift: [N, C].</summary>
internal sealed class BatchNormalization : Node<BatchNormalization>
{
    private const int BlockLength = 64; // columns that stay on one thread, whole cache lines

    private SavedTensor _input, _mean, _inverseDeviations, _scale;
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
        using TensorData deviations = TensorData.Empty([x.Size(1)], x.Type), scratch = TensorData.Empty([2, x.Size(1)], x.Type);
        if (x.Type == ScalarType.Float64) { For(x, new ForwardJob<double>(x, w, b, mean, variance, deviations, scratch, result, ofBatch, epsilon)); }
        else { For(x, new ForwardJob<float>(x, w, b, mean, variance, deviations, scratch, result, ofBatch, epsilon)); }

        if (Graph.Records(input) || (scale is not null && Graph.Records(scale)) || (shift is not null && Graph.Records(shift)))
        {
            using TensorData centre = ofBatch ? mean.AddReference() : Copy.Clone(mean); // running statistics may go on before the way back
            BatchNormalization node = Rent();
            node.SetInputs(input, scale, shift);
            node._input.Save(x);
            node._mean.Save(centre);
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
        if (dy.Type == ScalarType.Float64) { Backward<double>(dy); }
        else { Backward<float>(dy); }
    }

    protected override void ReleaseSaved()
    {
        _input.Release();
        _mean.Release();
        _inverseDeviations.Release();
        _scale.Release();
    }

    private void Backward<T>(TensorData dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorData? dx = Input0 is null ? null : dy.EmptyLike();
        TensorData sums = TensorData.Zeros([dy.Size(1)], dy.Type), products = TensorData.Zeros([dy.Size(1)], dy.Type);
        using TensorData scratch = TensorData.Empty([4, dy.Size(1)], dy.Type);
        For(dy, new BackwardJob<T>(dy, _input.Value, _mean.Value, _inverseDeviations.Value, _isScaled ? _scale.Value : null, sums, products, scratch, dx, _ofBatch));
        if (dx is not null) { Input0!.Accumulate(dx); }
        if (Input1 is null) { products.Dispose(); }
        else { Input1.Accumulate(products); }
        if (Input2 is null) { sums.Dispose(); }
        else { Input2.Accumulate(sums); }
    }

    /// <summary>Runs over blocks of columns, on several threads where there is enough to do; a column's sums run down its rows, whatever the number of threads.</summary>
    private static void For<TJob>(TensorData x, TJob job)
        where TJob : struct, IRangeJob =>
        Parallelism.For((int)((x.Size(1) + BlockLength - 1) / BlockLength), Elementwise.GrainOfRows((int)x.Size(0) * BlockLength), job);

    private readonly struct ForwardJob<T>(
        TensorData input, TensorData? scale, TensorData? shift, TensorData mean, TensorData variance, TensorData deviations, TensorData scratch, TensorData result, bool ofBatch, double epsilon)
        : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            var columns = new Columns<T>(input, from, to);
            T share = T.One / T.CreateTruncating(Math.Max(columns.Rows, 1));
            Span<T> x = input.Span<T>(), y = result.Span<T>(), m = columns.Of(mean), v = columns.Of(variance), inverse = columns.Of(deviations);
            Span<T> factor = columns.Of(scratch, 0), centred = columns.Of(scratch, 1);
            if (ofBatch)
            {
                for (int i = 0; i < columns.Rows; i++) { TensorPrimitives.Add(m, columns.Row(x, i), m); }
                TensorPrimitives.Multiply(m, share, m);
                for (int i = 0; i < columns.Rows; i++)
                {
                    TensorPrimitives.Subtract(columns.Row(x, i), m, centred);
                    TensorPrimitives.MultiplyAdd(centred, centred, v, v);
                }
                TensorPrimitives.Multiply(v, share, v);
            }
            TensorPrimitives.Add(v, T.CreateTruncating(epsilon), inverse);
            TensorPrimitives.Sqrt<T>(inverse, inverse);
            TensorPrimitives.Divide(T.One, inverse, inverse);
            if (scale is null) { inverse.CopyTo(factor); }
            else { TensorPrimitives.Multiply(inverse, columns.Of(scale), factor); }
            for (int i = 0; i < columns.Rows; i++)
            {
                Span<T> row = columns.Row(y, i);
                TensorPrimitives.Subtract(columns.Row(x, i), m, row);
                if (shift is null) { TensorPrimitives.Multiply(row, factor, row); }
                else { TensorPrimitives.MultiplyAdd(row, factor, columns.Of(shift), row); }
            }
        }
    }

    // With z = (x − m)/σ, of the batch: dx = scale/σ (dy − mean dy − z mean(dy z)); of given statistics: scale/σ dy.
    private readonly struct BackwardJob<T>(
        TensorData gradient, TensorData input, TensorData mean, TensorData deviations, TensorData? scale, TensorData sums, TensorData products, TensorData scratch, TensorData? result, bool ofBatch)
        : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            var columns = new Columns<T>(input, from, to);
            T share = -T.One / T.CreateTruncating(Math.Max(columns.Rows, 1));
            Span<T> dy = gradient.Span<T>(), x = input.Span<T>(), m = columns.Of(mean), inverse = columns.Of(deviations), sum = columns.Of(sums), product = columns.Of(products);
            Span<T> factor = columns.Of(scratch, 0), slope = columns.Of(scratch, 1), constant = columns.Of(scratch, 2), centred = columns.Of(scratch, 3);
            for (int i = 0; i < columns.Rows; i++)
            {
                ReadOnlySpan<T> g = columns.Row(dy, i);
                TensorPrimitives.Add(sum, g, sum);
                TensorPrimitives.Subtract(columns.Row(x, i), m, centred);
                TensorPrimitives.MultiplyAdd(centred, g, product, product);
            }
            TensorPrimitives.Multiply(product, inverse, product);
            if (result is null) { return; }

            if (scale is null) { inverse.CopyTo(factor); }
            else { TensorPrimitives.Multiply(inverse, columns.Of(scale), factor); }
            TensorPrimitives.Multiply(factor, share, constant);
            TensorPrimitives.Multiply(constant, inverse, slope);
            TensorPrimitives.Multiply(slope, product, slope);
            TensorPrimitives.Multiply(constant, sum, constant);
            Span<T> dx = result.Span<T>();
            for (int i = 0; i < columns.Rows; i++)
            {
                Span<T> row = columns.Row(dx, i);
                if (ofBatch)
                {
                    TensorPrimitives.Subtract(columns.Row(x, i), m, row);
                    TensorPrimitives.MultiplyAdd(row, slope, constant, row);
                    TensorPrimitives.MultiplyAdd(columns.Row(dy, i), factor, row, row);
                }
                else
                {
                    TensorPrimitives.Multiply(columns.Row(dy, i), factor, row);
                }
            }
        }
    }

    /// <summary>Some blocks of a matrix's columns.</summary>
    private readonly struct Columns<T>(TensorData matrix, int fromBlock, int toBlock)
        where T : unmanaged
    {
        private readonly int _stride = (int)matrix.Size(1);
        private readonly int _from = fromBlock * BlockLength;
        private readonly int _count = Math.Min((int)matrix.Size(1), toBlock * BlockLength) - (fromBlock * BlockLength);

        public int Rows { get; } = (int)matrix.Size(0);

        public Span<T> Row(Span<T> values, int row) => values.Slice((row * _stride) + _from, _count);

        public Span<T> Of(TensorData data, int row = 0) => Row(data.Span<T>(), row);
    }
}
