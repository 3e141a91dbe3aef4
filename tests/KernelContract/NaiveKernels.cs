using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;

namespace MultimodalML.KernelContract;

/// <summary>Every kernel straight from its formula, in double and in loops: slow and obvious.</summary>
internal sealed class NaiveKernels : IMatrixProduct, IRowOperations, IPairwiseSimilarity, ITopK, IWtaHash, ICodeAgreement, IPrototypeScores
{
    public void Multiply(int m, int n, int k, ReadOnlySpan<float> a, bool transposeA, ReadOnlySpan<float> b, bool transposeB, ReadOnlySpan<float> bias, Activation activation, Span<float> c)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = bias.IsEmpty ? 0 : bias[j];
                for (int p = 0; p < k; p++)
                {
                    sum += (double)a[transposeA ? (p * m) + i : (i * k) + p] * b[transposeB ? (j * k) + p : (p * n) + j];
                }
                c[(i * n) + j] = (float)(activation switch
                {
                    Activation.Relu => sum < 0 ? 0 : sum,
                    Activation.Tanh => Math.Tanh(sum),
                    Activation.Sigmoid => 1 / (1 + Math.Exp(-sum)),
                    _ => sum,
                });
            }
        }
    }

    public void Normalize(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        for (int i = 0; i < rows; i++)
        {
            double norm = Math.Max(1e-12, Math.Sqrt(Product(source, source, i * columns, i * columns, columns)));
            for (int j = i * columns; j < (i + 1) * columns; j++)
            {
                destination[j] = (float)(source[j] / norm);
            }
        }
    }

    public void Softmax(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        for (int i = 0; i < rows; i++)
        {
            double logarithm = LogSumExp(source.Slice(i * columns, columns));
            for (int j = i * columns; j < (i + 1) * columns; j++)
            {
                destination[j] = (float)Math.Exp(source[j] - logarithm);
            }
        }
    }

    public void LogSumExp(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        for (int i = 0; i < rows; i++)
        {
            destination[i] = (float)LogSumExp(source.Slice(i * columns, columns));
        }
    }

    public void Compute(Similarity similarity, int m, int n, int length, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                result[(i * n) + j] = (float)Score(similarity, a.Slice(i * length, length), b.Slice(j * length, length));
            }
        }
    }

    public int Largest(ReadOnlySpan<float> values, Span<int> indices)
    {
        float[] all = values.ToArray();
        int[] order = [.. Enumerable.Range(0, all.Length).OrderBy(i => float.IsNaN(all[i])).ThenByDescending(i => all[i]).ThenBy(i => i).Take(indices.Length)];
        order.CopyTo(indices);
        return order.Length;
    }

    public int Smallest(ReadOnlySpan<float> values, Span<int> indices)
    {
        float[] all = values.ToArray();
        int[] order = [.. Enumerable.Range(0, all.Length).OrderBy(i => float.IsNaN(all[i])).ThenBy(i => all[i]).ThenBy(i => i).Take(indices.Length)];
        order.CopyTo(indices);
        return order.Length;
    }

    public void Compute(int rows, int length, ReadOnlySpan<float> values, ReadOnlySpan<int> windows, int windowSize, Span<byte> codes)
    {
        int codeCount = windows.Length / windowSize;
        for (int i = 0; i < rows * codeCount; i++)
        {
            (double best, int winner) = (double.NegativeInfinity, 0);
            for (int place = 0; place < windowSize; place++)
            {
                double value = values[(i / codeCount * length) + windows[(i % codeCount * windowSize) + place]];
                (best, winner) = value > best ? (value, place) : (best, winner); // never for NaN
            }
            codes[i] = (byte)winner;
        }
    }

    public void Count(int m, int n, int length, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<int> counts)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                counts[(i * n) + j] = Agreement(a.Slice(i * length, length), b.Slice(j * length, length));
            }
        }
    }

    public IReadOnlyList<CodeMatch> Pairs(int rows, int length, ReadOnlySpan<byte> codes, int minimum)
    {
        var matches = new List<CodeMatch>();
        for (int i = 0; i < rows; i++)
        {
            for (int j = i + 1; j < rows; j++)
            {
                int count = Agreement(codes.Slice(i * length, length), codes.Slice(j * length, length));
                if (count >= minimum)
                {
                    matches.Add(new CodeMatch(i, j, count));
                }
            }
        }
        return matches;
    }

    public void Compute(Similarity similarity, float temperature, int rows, int classes, int length, ReadOnlySpan<float> values, ReadOnlySpan<float> prototypes, Span<float> probabilities)
    {
        Compute(similarity, rows, classes, length, values, prototypes, probabilities);
        foreach (ref float score in probabilities)
        {
            score = (similarity == Similarity.SquaredEuclidean ? -score : score) / temperature;
        }
        Softmax(rows, classes, probabilities, probabilities);
    }

    /// <summary>The similarity of two rows, or their squared distance.</summary>
    public static double Score(Similarity similarity, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double product = Product(x, y, 0, 0, x.Length), squares = Product(x, x, 0, 0, x.Length) * Product(y, y, 0, 0, y.Length);
        if (similarity == Similarity.SquaredEuclidean)
        {
            double distance = 0;
            for (int i = 0; i < x.Length; i++)
            {
                distance += Math.Pow((double)x[i] - y[i], 2);
            }
            return distance;
        }
        return similarity == Similarity.InnerProduct ? product : squares == 0 ? 0 : product / Math.Sqrt(squares);
    }

    private static double Product(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int fromX, int fromY, int length)
    {
        double sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += (double)x[fromX + i] * y[fromY + i];
        }
        return sum;
    }

    private static double LogSumExp(ReadOnlySpan<float> values)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (float value in values)
        {
            max = Math.Max(max, value); // a NaN stays
        }
        foreach (float value in values)
        {
            sum += Math.Exp(value - max);
        }
        return double.IsNegativeInfinity(max) ? max : max + Math.Log(sum);
    }

    private static int Agreement(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        int count = 0;
        for (int i = 0; i < x.Length; i++)
        {
            count += x[i] == y[i] ? 1 : 0;
        }
        return count;
    }
}
