namespace MultimodalML.Kernels.Tests;

public class MatrixProductTests
{
    // around the tile (8 or 4 rows; 1 to 3 vectors of 4, 8 or 16), the depth (1024) and width (43 strips) of a block, and the sizes from which B is packed
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int>();
            int[] sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17];
            foreach (int m in sizes)
            {
                foreach (int n in sizes)
                {
                    shapes.Add(m, n, 5);
                }
            }
            foreach (int n in new[] { 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65, 95, 96, 97, 112, 128, 129, 800 })
            {
                shapes.Add(9, n, 19);
                shapes.Add(53, n, 66);
            }
            foreach (int k in new[] { 0, 1, 2, 63, 64, 65, 383, 800, 1024, 1025 })
            {
                shapes.Add(13, 21, k);
                shapes.Add(50, 21, k);
                shapes.Add(70, 200, k);
            }
            shapes.Add(300, 70, 40);
            shapes.Add(270, 401, 33);
            shapes.Add(60, 900, 400);
            shapes.Add(1, 2000, 300);
            shapes.Add(25, 700, 600);
            shapes.Add(130, 120, 102);
            shapes.Add(130, 130, 1030);
            shapes.Add(130, 2100, 9);
            shapes.Add(0, 5, 3);
            shapes.Add(5, 0, 3);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_AnyShapeAndTransposition_AgreesWithNaive(int m, int n, int k)
    {
        foreach ((bool transposeA, bool transposeB) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            var random = new Random((m * 1000) + (n * 10) + k);
            int lda = (transposeA ? m : k) + random.Next(3), ldb = (transposeB ? k : n) + random.Next(3), ldc = n + random.Next(3);
            float[] a = Values(random, (transposeA ? k : m) * lda), b = Values(random, (transposeB ? n : k) * ldb), bias = Values(random, n);
            float[] before = Values(random, m * ldc);
            float[] plain = [.. before], full = [.. before];

            MatrixProduct.Multiply(m, n, k, a, lda, transposeA, b, ldb, transposeB, plain, ldc);
            MatrixProduct.Multiply(m, n, k, a, lda, transposeA, b, ldb, transposeB, full, ldc, accumulate: true, bias, Activation.Relu);

            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < ldc; j++)
                {
                    int at = (i * ldc) + j;
                    if (j >= n)
                    {
                        Assert.Equal(before[at], plain[at]); // between the rows nothing is written
                        Assert.Equal(before[at], full[at]);
                        continue;
                    }

                    double sum = 0;
                    for (int p = 0; p < k; p++)
                    {
                        sum += (double)a[transposeA ? (p * lda) + i : (i * lda) + p] * b[transposeB ? (j * ldb) + p : (p * ldb) + j];
                    }
                    Assert.Equal(sum, plain[at], tolerance: 1e-6 * (k + 1));
                    Assert.Equal(Math.Max(0, sum + before[at] + bias[j]), full[at], tolerance: 1e-6 * (k + 3));
                }
            }
        }
    }

    [Theory]
    [InlineData((int)Activation.None)]
    [InlineData((int)Activation.Relu)]
    [InlineData((int)Activation.Tanh)]
    [InlineData((int)Activation.Sigmoid)]
    public void Multiply_Activation_IsAppliedAfterBias(int activation)
    {
        var random = new Random(3);
        foreach ((int m, int n, int k) in new[] { (3, 5, 2), (70, 100, 500), (5, 900, 70), (60, 900, 70) })
        {
            float[] a = Values(random, m * k), b = Values(random, k * n), bias = Values(random, n), sums = new float[m * n], c = new float[m * n];
            MatrixProduct.Multiply(m, n, k, a, b, sums);
            MatrixProduct.Multiply(m, n, k, a, k, false, b, n, false, c, n, accumulate: false, bias, (Activation)activation);
            for (int i = 0; i < c.Length; i++)
            {
                double x = (double)sums[i] + bias[i % n];
                double expected = (Activation)activation switch
                {
                    Activation.Relu => Math.Max(0, x),
                    Activation.Tanh => Math.Tanh(x),
                    Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
                    _ => x,
                };
                Assert.Equal(expected, c[i], tolerance: 1e-5);
            }
        }
    }

    [Fact]
    public void Multiply_ResultHoldsNaN_IsOverwrittenUnlessAccumulating()
    {
        float[] c = [.. Enumerable.Repeat(float.NaN, 6)];
        MatrixProduct.Multiply(2, 3, 1, [1, 2], [3, 4, 5], c);
        Assert.Equal([3, 4, 5, 6, 8, 10], c);
    }

    [Fact]
    public void Multiply_NaNInput_SpoilsItsRowOnly()
    {
        var random = new Random(4);
        (int m, int n, int k) = (60, 50, 40);
        float[] a = Values(random, m * k), b = Values(random, k * n), c = new float[m * n];
        a[(7 * k) + 3] = float.NaN;
        MatrixProduct.Multiply(m, n, k, a, k, false, b, n, false, c, n, activation: Activation.Relu);
        for (int i = 0; i < c.Length; i++)
        {
            Assert.Equal(i / n == 7, float.IsNaN(c[i]));
        }
    }

    [Fact]
    public void Multiply_AnyThreadCount_GivesTheSameBits()
    {
        var random = new Random(5);
        (int m, int n, int k) = (200, 300, 500);
        float[] a = Values(random, m * k), b = Values(random, k * n), many = new float[m * n], one = new float[m * n];
        MatrixProduct.Multiply(m, n, k, a, b, many);
        int threads = Parallelism.ThreadCount;
        Parallelism.ThreadCount = 1;
        MatrixProduct.Multiply(m, n, k, a, b, one);
        Parallelism.ThreadCount = threads;
        Assert.Equal(one, many);
    }

    [Fact]
    public void Multiply_WrongSizes_SaysWhichAndWhatFits()
    {
        float[] six = new float[6], four = new float[4];
        var error = Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(2, 2, 3, six, four, four));
        Assert.Contains("B is [3, 2] with 2 values from row to row and needs 6 values; the span has 4.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(2, 2, 3, four, six, four));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(2, 3, 3, six, new float[9], four));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(2, 2, 3, six, 3, false, six, 2, false, four, 2, false, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixProduct.Multiply(-1, 2, 3, six, six, four));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixProduct.Multiply(2, 2, 3, six, 2, false, six, 2, false, four, 2));
    }

    [Fact]
    public void Multiply_SteadyState_AllocatesNothing()
    {
        float[] a = new float[200 * 200], b = new float[200 * 200], c = new float[200 * 200];
        MatrixProduct.Multiply(200, 200, 200, a, b, c);
        long before = GC.GetAllocatedBytesForCurrentThread();
        MatrixProduct.Multiply(200, 200, 200, a, b, c);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
}
