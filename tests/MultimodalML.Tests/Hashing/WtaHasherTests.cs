using MultimodalML.Hashing;

namespace MultimodalML.Tests.Hashing;

public class WtaHasherTests
{
    [Fact]
    public void Hash_FixedSeed_GivesPinnedCodes()
    {
        var hasher = new WtaHasher(8, new WtaHashOptions { CodeCount = 12, WindowSize = 4 });

        // written down from a separate implementation
        Assert.Equal([0, 1, 3, 2, 3, 2, 2, 0, 1, 1, 3, 0], hasher.Hash([3, 1, 4, 1.5f, 5, 9, 2, 6]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(32)]
    public void Hash_AnyWindow_IsTheIndexOfTheLargestOfAPermutation(int window)
    {
        // Hashing one-hot vectors tells where each dimension stands in each window.
        var hasher = new WtaHasher(32, new WtaHashOptions { CodeCount = 20, WindowSize = window });
        float[] row = Values(new Random(1), 32);
        byte[] codes = hasher.Hash(row);
        for (int code = 0; code < 20; code++)
        {
            var places = new Dictionary<int, int>();
            for (int dimension = 0; dimension < 32; dimension++)
            {
                float[] lowered = new float[32];
                lowered[dimension] = -1; // the first place wins unless it is the lowered one
                float[] raised = new float[32];
                raised[dimension] = 1;
                int place = hasher.Hash(raised)[code];
                if (place > 0 || hasher.Hash(lowered)[code] == 1)
                {
                    places[dimension] = place;
                }
            }

            Assert.Equal(window, places.Count);
            Assert.Equal(Enumerable.Range(0, window), places.Values.Order());
            Assert.Equal(places[places.Keys.MaxBy(dimension => row[dimension])], codes[code]);
        }
    }

    [Fact]
    public void Hash_IncreasingFunctionOfTheValues_KeepsCodes()
    {
        var hasher = new WtaHasher(64);
        float[] row = Values(new Random(2), 64);

        byte[] codes = hasher.Hash(row);

        Assert.Equal(codes, hasher.Hash([.. row.Select(x => (3 * x) + 7)]));
        Assert.Equal(codes, hasher.Hash([.. row.Select(x => MathF.Exp(x))]));
        Assert.Equal(codes, hasher.Hash([.. row.Select(x => x * x * x)]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void Agreement_UnrelatedVectors_IsOneInTheWindow(int window)
    {
        var hasher = new WtaHasher(64, new WtaHashOptions { CodeCount = 20_000, WindowSize = window });
        var random = new Random(3);
        double mean = Enumerable.Range(0, 20).Average(_ => WtaHasher.Agreement(hasher.Hash(Values(random, 64)), hasher.Hash(Values(random, 64))));

        Assert.Equal(1.0 / window, mean, tolerance: 0.02);
    }

    [Fact]
    public void Agreement_SimilarVectors_GrowsWithSimilarity()
    {
        var hasher = new WtaHasher(64, new WtaHashOptions { CodeCount = 2000 });
        var random = new Random(4);
        float[] row = Values(random, 64), noise = Values(random, 64);
        double[] agreements = [.. new[] { 0f, 0.1f, 0.5f, 2f }.Select(scale => WtaHasher.Agreement(hasher.Hash(row), hasher.Hash([.. row.Zip(noise, (x, n) => x + (scale * n))])))];

        Assert.Equal(1, agreements[0]);
        Assert.Equal(agreements.OrderDescending(), agreements);
        Assert.InRange(agreements[3], 0, 0.5);
    }

    [Fact]
    public void Agreement_HandWorked() => Assert.Equal(0.75, WtaHasher.Agreement([1, 2, 3, 4], [1, 2, 0, 4]));

    [Fact]
    public void Agreement_LengthsDiffer_Throws()
    {
        Assert.Throws<ArgumentException>(() => WtaHasher.Agreement([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => WtaHasher.Agreement([], []));
    }

    [Fact]
    public void Hash_ManyRows_AgreesWithOneByOne()
    {
        var hasher = new WtaHasher(20);
        float[] rows = Values(new Random(5), 20 * 7);
        byte[] codes = new byte[7 * 64];
        hasher.Hash(rows, codes);

        for (int row = 0; row < 7; row++)
        {
            Assert.Equal(hasher.Hash(rows.AsSpan(row * 20, 20)), codes.AsSpan(row * 64, 64).ToArray());
        }

        Assert.Throws<ArgumentException>(() => hasher.Hash(new float[21], new byte[64]));
    }

    [Theory]
    [InlineData(0, 16, 32)]
    [InlineData(64, 1, 32)]
    [InlineData(64, 257, 500)]
    [InlineData(64, 16, 15)]
    public void Constructor_OptionOutOfRange_Throws(int codeCount, int windowSize, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WtaHasher(length, new WtaHashOptions { CodeCount = codeCount, WindowSize = windowSize }));

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
}
