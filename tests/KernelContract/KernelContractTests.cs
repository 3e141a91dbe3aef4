using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;

namespace MultimodalML.KernelContract;

/// <summary>What every implementation of a kernel has to do, against the naive one: shapes, ties, NaN, infinities, nothing at all.</summary>
public abstract class KernelContractTests
{
    private static readonly NaiveKernels s_naive = new();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 7, 3)]
    [InlineData(3, 4, 0)]
    [InlineData(33, 50, 70)]
    public void Multiply_AllTranspositionsAndActivations_AgreesWithNaive(int m, int n, int k)
    {
        (float[] a, float[] b, float[] bias) = (Draw(1, m * k), Draw(2, k * n), Draw(3, n));
        (float[] expected, float[] actual) = (new float[m * n], new float[m * n]);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            for (int variant = 0; variant < 8; variant++)
            {
                (bool transposeA, bool transposeB, float[] added) = ((variant & 1) != 0, (variant & 2) != 0, variant < 4 ? bias : []);
                ((IMatrixProduct)s_naive).Multiply(m, n, k, a, transposeA, b, transposeB, added, activation, expected);
                Kernel<IMatrixProduct>().Multiply(m, n, k, a, transposeA, b, transposeB, added, activation, actual);
                AssertNear(expected, actual);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 0)]
    [InlineData(0, 4)]
    [InlineData(6, 37)]
    public void RowOperations_AnyShape_AgreeWithNaive(int rows, int columns)
    {
        float[] x = [.. Draw(4, rows * columns).Select(v => 20 * v)];
        (float[] expected, float[] actual) = (new float[rows * columns], new float[rows * columns]);
        s_naive.Normalize(rows, columns, x, expected);
        Kernel<IRowOperations>().Normalize(rows, columns, x, actual);
        AssertNear(expected, actual);
        s_naive.Softmax(rows, columns, x, expected);
        Kernel<IRowOperations>().Softmax(rows, columns, x, actual);
        AssertNear(expected, actual);
        (expected, actual) = (new float[rows], new float[rows]);
        s_naive.LogSumExp(rows, columns, x, expected);
        Kernel<IRowOperations>().LogSumExp(rows, columns, x, actual);
        AssertNear(expected, actual);
    }

    [Fact]
    public void RowOperations_ZerosAndNaN_StayInTheirRows()
    {
        float[] actual = new float[6];
        Kernel<IRowOperations>().Normalize(3, 2, [0, 0, float.NaN, 1, 3, 4], actual);
        AssertNear([0, 0, float.NaN, float.NaN, 0.6f, 0.8f], actual);
        Kernel<IRowOperations>().Softmax(3, 2, [1000, 1000, float.NaN, 1, float.NegativeInfinity, 4], actual);
        AssertNear([0.5f, 0.5f, float.NaN, float.NaN, 0, 1], actual);
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void PairwiseSimilarity_AnyShape_AgreesWithNaive(int similarity)
    {
        foreach ((int m, int n, int length) in new[] { (0, 3, 2), (1, 1, 1), (4, 5, 3), (20, 33, 17) })
        {
            (float[] a, float[] b) = (Draw(5, m * length), Draw(6, n * length));
            a.AsSpan(0, Math.Min(length, a.Length)).Clear(); // a row of zeros
            (float[] expected, float[] actual) = (new float[m * n], new float[m * n]);
            s_naive.Compute((Similarity)similarity, m, n, length, a, b, expected);
            Kernel<IPairwiseSimilarity>().Compute((Similarity)similarity, m, n, length, a, b, actual);
            AssertNear(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void PrototypeScores_AnyShape_AgreesWithNaive(int similarity)
    {
        foreach ((int rows, int classes, int length) in new[] { (0, 3, 2), (2, 1, 4), (9, 6, 11) })
        {
            (float[] values, float[] prototypes) = (Draw(7, rows * length), Draw(8, classes * length));
            (float[] expected, float[] actual) = (new float[rows * classes], new float[rows * classes]);
            s_naive.Compute((Similarity)similarity, 0.3f, rows, classes, length, values, prototypes, expected);
            Kernel<IPrototypeScores>().Compute((Similarity)similarity, 0.3f, rows, classes, length, values, prototypes, actual);
            AssertNear(expected, actual);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernel<IPrototypeScores>().Compute(Similarity.Cosine, 0, 1, 1, 1, [1], [1], new float[1]));
    }

    [Fact]
    public void TopK_TiesNaNInfinitiesAndLargeK_AgreesWithNaive()
    {
        float[] values = [3, float.NaN, 1, 3, float.PositiveInfinity, -1, 1, float.NegativeInfinity, float.NaN, 3, 0];
        foreach (int k in new[] { 0, 1, 4, 10, 11, 14 })
        {
            (int[] expected, int[] actual) = (new int[k], new int[k]);
            Assert.Equal(s_naive.Largest(values, expected), Kernel<ITopK>().Largest(values, actual));
            Assert.Equal(expected, actual);
            Assert.Equal(s_naive.Smallest(values, expected), Kernel<ITopK>().Smallest(values, actual));
            Assert.Equal(expected, actual);
        }
        Assert.Equal(0, Kernel<ITopK>().Largest([], new int[2]));
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Scan_AnyShape_AgreesWithNaive(int similarity)
    {
        foreach ((int queryCount, int count, int length, int k) in new[] { (0, 5, 3, 2), (2, 0, 3, 2), (1, 40, 6, 7), (5, 300, 19, 10), (270, 12, 4, 3), (3, 6, 5, 9) })
        {
            (float[] rows, float[] queries) = (Draw(9, count * length), Draw(10, queryCount * length));
            AssertSearchesAlike((Similarity)similarity, queryCount, count, length, k, rows, queries);
        }
    }

    [Theory]
    [MemberData(nameof(Similarities))]
    public void Scan_EqualAndNotFiniteRows_AgreesWithNaive(int similarity)
    {
        float[] rows = [1, 0, float.NaN, 0, 0, 2, 0, 2, float.PositiveInfinity, 0, 0, 0, float.NegativeInfinity, 1, 0, 2, 1, 0];
        AssertSearchesAlike((Similarity)similarity, 2, 9, 2, 7, rows, [1, 1, 0.5f, 2]);
    }

    [Theory]
    [InlineData(1, 4, 3, 2)]
    [InlineData(20, 33, 9, 4)]
    [InlineData(3, 5, 0, 2)]
    [InlineData(0, 5, 3, 2)]
    public void WtaHash_TiesAndNaN_AgreesWithNaive(int rows, int length, int codeCount, int windowSize)
    {
        var random = new Random(11);
        float[] values = [.. Enumerable.Range(0, rows * length).Select(_ => random.Next(8) == 0 ? float.NaN : random.Next(4))];
        int[] windows = [.. Enumerable.Range(0, codeCount * windowSize).Select(_ => random.Next(length))];
        (byte[] expected, byte[] actual) = (new byte[rows * codeCount], new byte[rows * codeCount]);
        s_naive.Compute(rows, length, values, windows, windowSize, expected);
        Kernel<IWtaHash>().Compute(rows, length, values, windows, windowSize, actual);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(0, 3, 4)]
    [InlineData(2, 3, 0)]
    [InlineData(7, 50, 67)]
    public void CodeAgreement_AnyShape_AgreesWithNaive(int m, int n, int length)
    {
        var random = new Random(12);
        byte[] a = [.. Enumerable.Range(0, m * length).Select(_ => (byte)(random.Next(4) * 85))];
        byte[] b = [.. Enumerable.Range(0, n * length).Select(_ => (byte)(random.Next(4) * 85))];
        (int[] expected, int[] actual) = (new int[m * n], new int[m * n]);
        s_naive.Count(m, n, length, a, b, expected);
        Kernel<ICodeAgreement>().Count(m, n, length, a, b, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(s_naive.Pairs(n, length, b, length / 4), Kernel<ICodeAgreement>().Pairs(n, length, b, length / 4));
    }

    public static TheoryData<int> Similarities => [.. Enum.GetValues<Similarity>().Select(similarity => (int)similarity)];

    /// <summary>The implementation to test.</summary>
    private protected abstract T Kernel<T>()
        where T : class;

    private protected abstract ISimilarityScan Scan(int count, int length, float[] rows, Similarity similarity);

    private void AssertSearchesAlike(Similarity similarity, int queryCount, int count, int length, int k, float[] rows, float[] queries)
    {
        (int[] expected, int[] actual) = (new int[queryCount * k], new int[queryCount * k]);
        (float[] expectedScores, float[] scores) = (new float[queryCount * k], new float[queryCount * k]);
        new NaiveScan(count, length, rows, similarity).Search(queryCount, queries, k, expected, expectedScores);
        ISimilarityScan scan = Scan(count, length, rows, similarity);
        scan.Search(queryCount, queries, k, actual, scores);
        (scan as IDisposable)?.Dispose();
        Assert.Equal(expected, actual);
        AssertNear(expectedScores, scores);
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= 2e-5 * (1 + Math.Abs(expected[i])), // Equals holds for NaN and infinities
                $"[{i}]: {actual[i]} in place of {expected[i]}");
        }
    }

    private static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
