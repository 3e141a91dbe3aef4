namespace MultimodalML.Kernels.Tests;

public class CodeAgreementTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 140), 512, 1000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Count_AnyLength_AgreesWithNaive(int length)
    {
        byte[] x = Codes(1, length), y = Codes(2, length);
        Assert.Equal(Enumerable.Range(0, length).Count(i => x[i] == y[i]), CodeAgreement.Count(x, y));
        Assert.Equal(length, CodeAgreement.Count(x, x));
    }

    [Theory]
    [InlineData(1, 500, 64)]
    [InlineData(7, 9, 67)]
    [InlineData(40, 300, 256)]
    [InlineData(3, 5, 0)]
    [InlineData(0, 5, 8)]
    [InlineData(5, 0, 8)]
    [InlineData(100, 2000, 128)]
    public void Count_AllPairs_AgreesWithSinglePairs(int m, int n, int length)
    {
        byte[] a = Codes(3, m * length), b = Codes(4, n * length);
        int[] counts = new int[m * n];
        CodeAgreement.Count(m, n, length, a, b, counts);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Assert.Equal(CodeAgreement.Count(a.AsSpan(i * length, length), b.AsSpan(j * length, length)), counts[(i * n) + j]);
            }
        }
    }

    [Fact]
    public void Count_BadSizes_Throws()
    {
        Assert.Throws<ArgumentException>(() => CodeAgreement.Count(new byte[3], new byte[4]));
        Assert.Throws<ArgumentException>(() => CodeAgreement.Count(2, 2, 4, new byte[7], new byte[8], new int[4]));
        Assert.Throws<ArgumentException>(() => CodeAgreement.Count(2, 2, 4, new byte[8], new byte[8], new int[3]));
    }

    private static byte[] Codes(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(3))];
    }

    [Theory]
    [InlineData(0, 8, 3)]
    [InlineData(1, 8, 0)]
    [InlineData(40, 8, 4)]
    [InlineData(300, 64, 24)]
    [InlineData(2100, 70, 32)] // several blocks of rows and of columns
    public void Pairs_AnyThreshold_AgreesWithNaive(int rows, int length, int minimum)
    {
        var random = new Random(rows);
        byte[] codes = [.. Enumerable.Range(0, rows * length).Select(_ => (byte)random.Next(4))];
        var expected = new List<CodeMatch>();
        for (int i = 0; i < rows; i++)
        {
            for (int j = i + 1; j < rows; j++)
            {
                int count = 0;
                for (int code = 0; code < length; code++)
                {
                    count += codes[(i * length) + code] == codes[(j * length) + code] ? 1 : 0;
                }
                if (count >= minimum)
                {
                    expected.Add(new CodeMatch(i, j, count));
                }
            }
        }
        Assert.Equal(expected, CodeAgreement.Pairs(rows, length, codes, minimum));
    }

    [Fact]
    public void Pairs_ShortSpan_Throws() =>
        Assert.Throws<ArgumentException>(() => CodeAgreement.Pairs(2, 3, new byte[5], 1));
}
