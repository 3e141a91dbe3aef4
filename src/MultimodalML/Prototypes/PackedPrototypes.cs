using System.Buffers;
using System.Numerics.Tensors;
using MultimodalML.Kernels;

namespace MultimodalML.Prototypes;

/// <summary>Computes the distances of rows to classes: one matrix product with all prototypes for a block of rows.</summary>
/// <remarks>
/// Cosine: 1 − x·p / ‖x‖ for prototypes of unit length. Squared Euclidean: ‖x‖² + ‖p‖² − 2 x·p after the prototypes' mean is taken from both, so that the difference keeps its digits.
/// A row's distances do not depend on the rows that come with it, to the last bit.
/// </remarks>
internal sealed class PackedPrototypes
{
    private const int BlockRows = 256;

    private readonly int _length;
    private readonly int _count;
    private readonly int[] _firsts; // [classes + 1]: where the prototypes of each class begin
    private readonly bool _oneEach;
    private readonly PackedMatrix _products;
    private readonly float[] _mean = []; // Euclidean only
    private readonly float[] _bias = []; // Euclidean only: −½‖p‖²

    public PackedPrototypes(int length, PrototypeDistance distance, float[][] prototypes)
    {
        _length = length;
        _firsts = new int[prototypes.Length + 1];
        for (int c = 0; c < prototypes.Length; c++)
        {
            _firsts[c + 1] = _firsts[c] + prototypes[c].Length / length;
        }

        _count = _firsts[^1];
        _oneEach = prototypes.All(values => values.Length == length);
        float[] all = [.. prototypes.SelectMany(values => values)];
        if (distance == PrototypeDistance.SquaredEuclidean)
        {
            _mean = new float[length];
            ColumnSums.Compute(_count, length, all, _mean);
            TensorPrimitives.Divide(_mean, Math.Max(_count, 1), _mean);
            Centre(all, all);
            _bias = new float[_count];
            RowOperations.SumsOfSquares(_count, length, all, _bias);
            TensorPrimitives.Multiply(_bias, -0.5f, _bias);
        }

        _products = new PackedMatrix(length, _count, all, transpose: true);
    }

    private bool IsEuclidean => _mean.Length > 0;

    private int ClassCount => _firsts.Length - 1;

    /// <summary>Fills distances [n, classes] for rows [n, length]; +∞ for a class without prototypes.</summary>
    public void Distances(ReadOnlySpan<float> rows, Span<float> distances)
    {
        int scratchRows = Math.Min(BlockRows, rows.Length / _length);
        float[] products = ArrayPool<float>.Shared.Rent(scratchRows * _count);
        float[] centred = ArrayPool<float>.Shared.Rent(scratchRows * _mean.Length);
        while (!rows.IsEmpty)
        {
            int count = Math.Min(BlockRows, rows.Length / _length);
            ReadOnlySpan<float> block = rows[..(count * _length)];
            if (IsEuclidean)
            {
                Centre(block, centred);
                block = centred.AsSpan(0, block.Length);
            }

            _products.Multiply(count, block, _length, products, _count, bias: _bias);
            for (int row = 0; row < count; row++)
            {
                Span<float> own = products.AsSpan(row * _count, _count);
                FromProducts(block.Slice(row * _length, _length), own);
                Nearest(own, distances.Slice(row * ClassCount, ClassCount));
            }

            rows = rows[(count * _length)..];
            distances = distances[(count * ClassCount)..];
        }

        ArrayPool<float>.Shared.Return(products);
        ArrayPool<float>.Shared.Return(centred);
    }

    private void Centre(ReadOnlySpan<float> rows, Span<float> centred)
    {
        for (int i = 0; i < rows.Length; i += _length)
        {
            TensorPrimitives.Subtract(rows.Slice(i, _length), _mean, centred.Slice(i, _length));
        }
    }

    private void FromProducts(ReadOnlySpan<float> row, Span<float> products)
    {
        float squares = TensorPrimitives.SumOfSquares(row);
        if (squares == 0 && !IsEuclidean)
        {
            products.Fill(1);
            return;
        }

        TensorPrimitives.Multiply(products, IsEuclidean ? -2 : -1 / MathF.Sqrt(squares), products);
        TensorPrimitives.Add(products, IsEuclidean ? squares : 1, products);
        TensorPrimitives.Max(products, 0, products); // rounding
    }

    private void Nearest(ReadOnlySpan<float> prototypes, Span<float> classes)
    {
        if (_oneEach)
        {
            prototypes.CopyTo(classes);
            return;
        }

        for (int c = 0; c < classes.Length; c++)
        {
            float nearest = float.PositiveInfinity;
            for (int p = _firsts[c]; p < _firsts[c + 1]; p++)
            {
                nearest = Math.Min(nearest, prototypes[p]);
            }

            classes[c] = nearest;
        }
    }
}
