using MultimodalML.Kernels.Galleries;

namespace MultimodalML.Kernels.Tests.Galleries;

public class GalleryTests
{
    public static TheoryData<object, int, int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<object, int, int, int, int>();
            foreach (Similarity similarity in Enum.GetValues<Similarity>())
            {
                shapes.Add(similarity, 1, 1, 1, 1);
                shapes.Add(similarity, 1, 50, 7, 3);
                shapes.Add(similarity, 1, 1001, 67, 10);
                shapes.Add(similarity, 3, 131, 19, 5);
                shapes.Add(similarity, 17, 700, 33, 10);
                shapes.Add(similarity, 300, 90, 16, 4); // more queries than one pass takes
                shapes.Add(similarity, 2, 30, 5, 40); // more results than rows
                shapes.Add(similarity, 1, 5000, 128, 100);
            }
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Search_Float32_AgreesWithNaive(object kind, int queryCount, int count, int length, int k)
    {
        var similarity = (Similarity)kind;
        (float[] rows, float[] queries) = (TestValues.Draw(count, count * length), TestValues.Draw(count + 1, queryCount * length));
        (int[] indices, float[] scores) = Search(new Gallery(count, length, rows, similarity), queryCount, queries, k);
        for (int i = 0; i < queryCount; i++)
        {
            double[] expected = Scores(similarity, queries.AsSpan(i * length, length), rows, count, length);
            double[] best = [.. expected.OrderByDescending(s => similarity == Similarity.SquaredEuclidean ? -s : s)];
            for (int rank = 0; rank < k; rank++)
            {
                int at = (i * k) + rank;
                if (rank >= count)
                {
                    Assert.Equal((-1, float.NaN), (indices[at], scores[at]));
                    continue;
                }
                Assert.Equal(best[rank], scores[at], tolerance: 1e-6 * (1 + length));
                Assert.Equal(expected[indices[at]], scores[at], tolerance: 1e-6 * (1 + length));
            }
            Assert.Equal(Math.Min(k, count), indices.Skip(i * k).Take(k).Where(index => index >= 0).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(GalleryFormat.BFloat16, Similarity.InnerProduct, 1)]
    [InlineData(GalleryFormat.BFloat16, Similarity.Cosine, 20)]
    [InlineData(GalleryFormat.BFloat16, Similarity.SquaredEuclidean, 20)]
    [InlineData(GalleryFormat.Int8, Similarity.InnerProduct, 1)]
    [InlineData(GalleryFormat.Int8, Similarity.Cosine, 20)]
    [InlineData(GalleryFormat.Int8, Similarity.SquaredEuclidean, 20)]
    public void Search_ReducedFormat_FindsNearlyAllWithFloatScores(object format, object similarity, int queryCount)
    {
        const int count = 5001, length = 67, k = 10;
        (float[] rows, float[] queries) = (TestValues.Draw(1, count * length), TestValues.Draw(2, queryCount * length));
        (int[] expected, float[] exact) = Search(new Gallery(count, length, rows, (Similarity)similarity), queryCount, queries, k);
        (int[] indices, float[] scores) = Search(new Gallery(count, length, rows, (Similarity)similarity, (GalleryFormat)format), queryCount, queries, k);
        int found = Enumerable.Range(0, queryCount).Sum(i => expected.Skip(i * k).Take(k).Intersect(indices.Skip(i * k).Take(k)).Count());
        Assert.InRange(found, 0.99 * queryCount * k, queryCount * k);
        if (found == queryCount * k)
        {
            Assert.Equal(exact, scores);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Search_EqualRows_RanksTheLowerIndexFirst(object format)
    {
        const int count = 1003, length = 20;
        float[] row = TestValues.Draw(3, length);
        float[] rows = [.. Enumerable.Repeat(row, count).SelectMany(r => r)];
        var gallery = new Gallery(count, length, rows, Similarity.InnerProduct, (GalleryFormat)format);
        foreach (int queryCount in new[] { 1, 5 })
        {
            (int[] indices, _) = Search(gallery, queryCount, TestValues.Draw(4, queryCount * length), 7);
            Assert.Equal(Enumerable.Repeat(Enumerable.Range(0, 7), queryCount).SelectMany(i => i), indices);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Search_RowsNotFinite_AreNoResults(object format)
    {
        float[] rows = [1, 0, float.NaN, 0, 3, 0, float.PositiveInfinity, 0, float.NegativeInfinity, 0, 2, 0];
        foreach (Similarity similarity in Enum.GetValues<Similarity>())
        {
            var gallery = new Gallery(6, 2, rows, similarity, (GalleryFormat)format);
            foreach (int queryCount in new[] { 1, 4 })
            {
                (int[] indices, float[] scores) = Search(gallery, queryCount, [.. Enumerable.Repeat(1f, 2 * queryCount)], 5);
                Assert.Equal([0, 2, 5], indices[..3].Order());
                Assert.Equal([-1, -1], indices[3..5]);
                Assert.All(scores[3..5], score => Assert.Equal(float.NaN, score));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Search_NaNQuery_FindsNothingAndSpoilsNoOther(object format)
    {
        var gallery = new Gallery(3, 2, new float[] { 1, 0, 0, 1, 1, 1 }, Similarity.InnerProduct, (GalleryFormat)format);
        (int[] indices, _) = Search(gallery, 2, [float.NaN, 1, 0, 1], 2);
        Assert.Equal([-1, -1, 1, 2], indices);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Search_NoRowsOrQueries_FindsNothing(object format)
    {
        var none = new Gallery(0, 3, ReadOnlyMemory<float>.Empty, Similarity.Cosine, (GalleryFormat)format);
        Assert.Equal([-1, -1], Search(none, 1, [1, 2, 3], 2).Indices);
        Assert.Empty(Search(none, 0, [], 2).Indices);
        var noValues = new Gallery(2, 0, ReadOnlyMemory<float>.Empty, Similarity.InnerProduct, (GalleryFormat)format);
        Assert.Equal([0, 1, -1], Search(noValues, 1, [], 3).Indices); // all products are 0
    }

    [Fact]
    public void Search_ZeroRowByCosine_ScoresZero()
    {
        var gallery = new Gallery(2, 2, new float[] { 0, 0, -1, 0 }, Similarity.Cosine);
        (int[] indices, float[] scores) = Search(gallery, 1, [1, 0], 2);
        Assert.Equal([0, 1], indices);
        Assert.Equal([0, -1], scores);
        Assert.Equal([0, 0], Search(gallery, 1, [0, 0], 2).Scores);
    }

    [Fact]
    public void Search_OneOrManyQueriesOrThreads_GivesTheSameBits()
    {
        const int count = 20_000, length = 40, queryCount = 30, k = 12;
        (float[] rows, float[] queries) = (TestValues.Draw(5, count * length), TestValues.Draw(6, queryCount * length));
        var gallery = new Gallery(count, length, rows, Similarity.SquaredEuclidean);
        (int[] indices, float[] scores) = Search(gallery, queryCount, queries, k);
        for (int i = 0; i < queryCount; i++)
        {
            (int[] alone, float[] aloneScores) = Search(gallery, 1, queries[(i * length)..((i + 1) * length)], k);
            Assert.Equal(alone, indices[(i * k)..((i + 1) * k)]);
            Assert.Equal(aloneScores, scores[(i * k)..((i + 1) * k)]);
        }
    }

    [Fact]
    public void Any_BadArguments_Throws()
    {
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => new Gallery(3, 2, new float[5], Similarity.Cosine)).Message, StringComparison.Ordinal);
        var gallery = new Gallery(3, 2, new float[6], Similarity.Cosine);
        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.Search(1, new float[2], 0, [], []));
        Assert.Throws<ArgumentException>(() => gallery.Search(2, new float[3], 1, new int[2], new float[2]));
        Assert.Throws<ArgumentException>(() => gallery.Search(2, new float[4], 2, new int[3], new float[4]));
        Assert.Throws<ArgumentException>(() => gallery.Search(2, new float[4], 2, new int[4], new float[3]));
    }

    public static TheoryData<object> Formats => [.. Enum.GetValues<GalleryFormat>().Cast<object>()];

    private static (int[] Indices, float[] Scores) Search(Gallery gallery, int queryCount, float[] queries, int k)
    {
        (int[] indices, float[] scores) = (new int[queryCount * k], new float[queryCount * k]);
        gallery.Search(queryCount, queries, k, indices, scores);
        return (indices, scores);
    }

    private static double[] Scores(Similarity similarity, ReadOnlySpan<float> query, float[] rows, int count, int length)
    {
        double[] scores = new double[count];
        for (int j = 0; j < count; j++)
        {
            double product = 0, squareX = 0, squareY = 0, distance = 0;
            for (int p = 0; p < length; p++)
            {
                double x = query[p], y = rows[(j * length) + p];
                product += x * y;
                squareX += x * x;
                squareY += y * y;
                distance += (x - y) * (x - y);
            }
            scores[j] = similarity switch
            {
                Similarity.InnerProduct => product,
                Similarity.Cosine => product / Math.Sqrt(squareX * squareY),
                _ => distance,
            };
        }
        return scores;
    }
}
