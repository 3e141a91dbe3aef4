using System.Numerics.Tensors;

namespace Microsoft.ML.Numerics;

/// <summary>The rows of a feature column in memory: dense, or compressed rows when the column is wide and its values come sparse.</summary>
internal sealed class FeatureMatrix(int columnCount)
{
    private const int AlwaysDenseColumns = 512;
    private float[] _values = [];
    private int[] _indices = [];
    private long[] _starts = [0];
    private bool _isSparse;

    /// <summary>Slots of each row.</summary>
    public int ColumnCount => columnCount;

    /// <summary>Rows so far.</summary>
    public int RowCount { get; private set; }

    /// <summary>Adds a row. The first one decides the storage.</summary>
    /// <param name="values">All values, or those at <paramref name="indices"/>.</param>
    /// <param name="indices">Empty for a dense row, else the slots of the values, ascending.</param>
    /// <param name="isDense">Whether <paramref name="values"/> holds every slot.</param>
    public void Add(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, bool isDense)
    {
        if (RowCount == 0)
        {
            _isSparse = !isDense && columnCount > AlwaysDenseColumns;
        }

        if (_isSparse)
        {
            AddSparse(values, indices, isDense);
        }
        else
        {
            AddDense(values, indices, isDense);
        }
        RowCount++;
    }

    private void AddDense(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, bool isDense)
    {
        int start = checked(RowCount * columnCount);
        EnsureCapacity(ref _values, (long)start + columnCount);
        Span<float> row = _values.AsSpan(start, columnCount);
        if (isDense)
        {
            values.CopyTo(row);
            return;
        }
        row.Clear();
        for (int i = 0; i < indices.Length; i++)
        {
            row[indices[i]] = values[i];
        }
    }

    private void AddSparse(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, bool isDense)
    {
        long start = _starts[RowCount];
        EnsureCapacity(ref _values, start + values.Length);
        EnsureCapacity(ref _indices, start + values.Length);
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                _values[start + count] = values[i];
                _indices[start + count++] = isDense ? i : indices[i];
            }
        }
        EnsureCapacity(ref _starts, RowCount + 2);
        _starts[RowCount + 1] = start + count;
    }

    private static void EnsureCapacity<T>(ref T[] array, long needed)
    {
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException($"The training data needs {needed} values in memory; at most {Array.MaxLength} fit. Use fewer rows or features.");
        }
        if (array.Length < needed)
        {
            Array.Resize(ref array, (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(4096, 2L * array.Length))));
        }
    }

    /// <summary>scores[i, :] += x[firstRow + i] · weights, weights [ColumnCount, width], scores [rowCount, width].</summary>
    public void AddScores(int firstRow, int rowCount, ReadOnlySpan<float> weights, int width, Span<float> scores)
    {
        if (!_isSparse)
        {
            MatrixKernel.MultiplyAdd(_values.AsSpan(firstRow * columnCount, rowCount * columnCount), rowCount, columnCount, columnCount, 1, weights, width, scores);
            return;
        }
        for (int i = 0; i < rowCount; i++)
        {
            Span<float> sums = scores.Slice(i * width, width);
            for (long j = _starts[firstRow + i]; j < _starts[firstRow + i + 1]; j++)
            {
                TensorPrimitives.MultiplyAdd(weights.Slice(_indices[j] * width, width), _values[j], sums, sums);
            }
        }
    }

    /// <summary>sums += Σᵢ x[firstRow + i]ᵀ · coefficients[i, :], sums [ColumnCount, width], coefficients [rowCount, width].</summary>
    public void AddProducts(int firstRow, int rowCount, ReadOnlySpan<float> coefficients, int width, Span<float> sums)
    {
        if (!_isSparse)
        {
            MatrixKernel.MultiplyAdd(_values.AsSpan(firstRow * columnCount, rowCount * columnCount), columnCount, rowCount, 1, columnCount, coefficients, width, sums);
            return;
        }
        for (int i = 0; i < rowCount; i++)
        {
            ReadOnlySpan<float> row = coefficients.Slice(i * width, width);
            for (long j = _starts[firstRow + i]; j < _starts[firstRow + i + 1]; j++)
            {
                Span<float> target = sums.Slice(_indices[j] * width, width);
                TensorPrimitives.MultiplyAdd(row, _values[j], target, target);
            }
        }
    }

    /// <summary>Adds factor · row to a dense vector.</summary>
    public void AddRowTo(int row, float factor, Span<float> target)
    {
        if (!_isSparse)
        {
            TensorPrimitives.MultiplyAdd(_values.AsSpan(row * columnCount, columnCount), factor, target, target);
            return;
        }
        for (long j = _starts[row]; j < _starts[row + 1]; j++)
        {
            target[_indices[j]] += factor * _values[j];
        }
    }

    /// <summary>row · weights.</summary>
    public float Dot(int row, ReadOnlySpan<float> weights)
    {
        if (!_isSparse)
        {
            return TensorPrimitives.Dot(RowValues(row), weights);
        }
        float sum = 0;
        for (long j = _starts[row]; j < _starts[row + 1]; j++)
        {
            sum += _values[j] * weights[_indices[j]];
        }
        return sum;
    }

    /// <summary>target[slot, :] = soft threshold of source[slot, :], for the slots where the row may be other than 0.</summary>
    public void ShrinkAlong(int row, ReadOnlySpan<float> source, float threshold, int width, Span<float> target)
    {
        if (!_isSparse)
        {
            Shrink(source, threshold, target);
            return;
        }
        for (long j = _starts[row]; j < _starts[row + 1]; j++)
        {
            int start = _indices[j] * width;
            Shrink(source.Slice(start, width), threshold, target.Slice(start, width));
        }
    }

    /// <summary>sign(x) · max(|x| − threshold, 0).</summary>
    public static void Shrink(ReadOnlySpan<float> source, float threshold, Span<float> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = Math.Abs(source[i]) > threshold ? source[i] - MathF.CopySign(threshold, source[i]) : 0;
        }
    }

    /// <summary>Σ of the squares of a row.</summary>
    public float SquaredNorm(int row) => TensorPrimitives.SumOfSquares(RowValues(row));

    private ReadOnlySpan<float> RowValues(int row) => _isSparse
        ? _values.AsSpan((int)_starts[row], (int)(_starts[row + 1] - _starts[row]))
        : _values.AsSpan(row * columnCount, columnCount);
}
