using MultimodalML.Prototypes;

namespace MultimodalML.Tests.Prototypes;

public class PrototypeSetTests
{
    [Fact]
    public void Build_AllItems_IsTheirAverage()
    {
        PrototypeSet set = PrototypeSet.Build([0, 0, 2, 4, 10, 10], 2, [0, 0, 1], 2, Euclidean);

        Assert.Equal([1, 2], set.Prototypes(0).ToArray());
        Assert.Equal([10, 10], set.Prototypes(1).ToArray());
        Assert.Equal((2, 2), (set.Length, set.ClassCount));
    }

    [Fact]
    public void Build_Cosine_AveragesDirections()
    {
        PrototypeSet set = PrototypeSet.Build([100, 0, 0, 1], 2, [0, 0], 1);

        Assert.Equal(MathF.Sqrt(0.5f), set.Prototypes(0)[0], tolerance: 1e-6f);
        Assert.Equal(MathF.Sqrt(0.5f), set.Prototypes(0)[1], tolerance: 1e-6f);
    }

    [Fact]
    public void Distances_HandWorked()
    {
        PrototypeSet cosine = PrototypeSet.Build([1, 0, 0, 5, -2, 0], 2, [0, 1, 2], 4);
        PrototypeSet euclidean = PrototypeSet.Build([1, 0, 0, 5, -2, 0], 2, [0, 1, 2], 4, Euclidean);
        float[] distances = new float[4];

        cosine.Distances([3, 0], distances);
        Assert.Equal([0, 1, 2, float.PositiveInfinity], distances);
        cosine.Distances([0, 0], distances);
        Assert.Equal([1, 1, 1, float.PositiveInfinity], distances);
        euclidean.Distances([3, 0], distances);
        Assert.Equal([4, 34, 25, float.PositiveInfinity], distances.Select(d => MathF.Round(d, 4)));
    }

    [Theory]
    [InlineData(PrototypeDistance.Cosine, 1)]
    [InlineData(PrototypeDistance.Cosine, 3)]
    [InlineData(PrototypeDistance.SquaredEuclidean, 1)]
    [InlineData(PrototypeDistance.SquaredEuclidean, 3)]
    public void Distances_ManyRows_AgreeWithNaive(PrototypeDistance distance, int prototypesPerClass)
    {
        (float[] rows, int[] labels) = Clusters(length: 19, classes: 6, perClass: 20, spread: 0.5);
        PrototypeSet set = PrototypeSet.Build(rows, 19, labels, 6, new PrototypeOptions { Distance = distance, PrototypesPerClass = prototypesPerClass });
        float[] distances = new float[labels.Length * 6];
        set.Distances(rows, distances);

        for (int row = 0; row < labels.Length; row++)
        {
            for (int c = 0; c < 6; c++)
            {
                double expected = double.PositiveInfinity;
                for (int p = 0; p < set.Prototypes(c).Length / 19; p++)
                {
                    expected = Math.Min(expected, Naive(rows.AsSpan(row * 19, 19), set.Prototypes(c).Slice(p * 19, 19), distance));
                }

                Assert.Equal(expected, distances[(row * 6) + c], tolerance: 1e-5 * Math.Max(1, expected));
            }
        }
    }

    [Fact]
    public void Probabilities_HandWorked()
    {
        PrototypeSet set = PrototypeSet.Build([0, 2], 1, [0, 1], 3, Euclidean with { Temperature = 2 });
        float[] probabilities = new float[3];
        set.Probabilities([0.5f], probabilities); // distances 0.25 and 2.25

        double second = Math.Exp(-1) / (1 + Math.Exp(-1));
        Assert.Equal([1 - second, second, 0], probabilities.Select(p => (double)p), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    public void Probabilities_FarClasses_KeepTheOrderOfTheDistances(double temperature)
    {
        float[] rows = [0, 1, 2, 3, 4, 10, 30, 100];
        PrototypeSet set = PrototypeSet.Build(rows, 1, [0, 1, 2, 3, 4, 5, 6, 7], 8, Euclidean with { Temperature = temperature });
        float[] probabilities = new float[8];
        set.Probabilities([0], probabilities);

        Assert.Equal(1, probabilities.Sum(), tolerance: 1e-5);
        for (int c = 1; c < 8; c++)
        {
            Assert.True(probabilities[c] < probabilities[c - 1], $"class {c}: {probabilities[c]} after {probabilities[c - 1]}");
        }

        Assert.True(probabilities[7] > 0);
    }

    [Fact]
    public void Build_SupportDrawn_ComesFromTheClassAndTheSeed()
    {
        (float[] rows, int[] labels) = Clusters(length: 4, classes: 3, perClass: 10, spread: 0.1);
        PrototypeSet one = PrototypeSet.Build(rows, 4, labels, 3, Euclidean with { SupportPerClass = 1, Seed = 5 });
        PrototypeSet again = PrototypeSet.Build(rows, 4, labels, 3, Euclidean with { SupportPerClass = 1, Seed = 5 });
        PrototypeSet many = PrototypeSet.Build(rows, 4, labels, 3, Euclidean with { SupportPerClass = 5000 });

        for (int c = 0; c < 3; c++)
        {
            float[][] members = [.. Enumerable.Range(0, 10).Select(i => rows.AsSpan(((c * 10) + i) * 4, 4).ToArray())];
            float[] drawn = one.Prototypes(c).ToArray();
            Assert.Contains(members, member => member.SequenceEqual(drawn));
            Assert.Equal(drawn, again.Prototypes(c).ToArray());
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(members.Average(member => member[i]), many.Prototypes(c)[i], tolerance: 0.01f); // more than the class has: with replacement
            }
        }
    }

    [Fact]
    public void Build_ClassOfTwoGroups_IsFoundBySeveralPrototypes()
    {
        float[] rows = [-10, -10.5f, -9.5f, 10, 10.5f, 9.5f, 1, 1.5f, 0.5f];
        int[] labels = [0, 0, 0, 0, 0, 0, 1, 1, 1];

        PrototypeSet one = PrototypeSet.Build(rows, 1, labels, 2, Euclidean);
        PrototypeSet two = PrototypeSet.Build(rows, 1, labels, 2, Euclidean with { PrototypesPerClass = 2 });

        Assert.Equal([-10, 10], two.Prototypes(0).ToArray().Order());
        Assert.Equal(1, one.Classify([9]));
        Assert.Equal(0, two.Classify([9]));
        Assert.Equal(0, two.Classify([-9]));
        Assert.Equal(1, two.Classify([0.2f]));
    }

    [Fact]
    public void Build_FewerDifferentItemsThanPrototypes_GivesOneEach()
    {
        PrototypeSet set = PrototypeSet.Build([3, 3, 7, 7, 7], 1, [0, 0, 0, 0, 0], 1, Euclidean with { PrototypesPerClass = 4 });

        Assert.Equal([3, 7], set.Prototypes(0).ToArray().Order());
    }

    [Fact]
    public void Build_TemperatureNull_MakesTheItemsMostProbable()
    {
        (float[] rows, int[] labels) = Clusters(length: 5, classes: 4, perClass: 100, spread: 0.8);
        PrototypeSet chosen = PrototypeSet.Build(rows, 5, labels, 4, Euclidean);

        double loss = LogLoss(chosen, rows, labels);
        foreach (double factor in new[] { 0.5, 0.9, 1.1, 2 })
        {
            PrototypeSet other = PrototypeSet.Build(rows, 5, labels, 4, Euclidean with { Temperature = chosen.Temperature * factor });
            Assert.True(loss <= LogLoss(other, rows, labels) + 1e-4, $"temperature {chosen.Temperature} × {factor} is better");
        }
    }

    [Fact]
    public void WithClass_NewClass_IsFoundAndTheOthersStay()
    {
        PrototypeSet set = PrototypeSet.Build([0, 10], 1, [0, 1], 2, Euclidean);
        PrototypeSet more = set.WithClass(2, [20, 22]);
        PrototypeSet moved = more.WithClass(0, [-5]);

        Assert.Equal(1, set.Classify([21]));
        Assert.Equal(2, more.Classify([21]));
        Assert.Equal(0, more.Classify([1]));
        Assert.Equal([-5], moved.Prototypes(0).ToArray());
        Assert.Equal(2, set.ClassCount);
        Assert.Equal(set.Temperature, moved.Temperature);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.WithClass(3, [1]));
        Assert.Throws<ArgumentException>(() => set.WithClass(2, []));
    }

    [Fact]
    public void WithoutClass_IsNeverPredicted()
    {
        PrototypeSet set = PrototypeSet.Build([0, 10, 20], 1, [0, 1, 2], 3, Euclidean).WithoutClass(1);
        float[] probabilities = new float[3];
        set.Probabilities([10.1f], probabilities);

        Assert.Equal(2, set.Classify([10.1f]));
        Assert.Equal(0, probabilities[1]);
        Assert.Equal(1, probabilities.Sum(), tolerance: 1e-6);
        Assert.Equal(-1, set.WithoutClass(0).WithoutClass(2).Classify([1]));
    }

    [Fact]
    public void Build_OneClassOrOneItem_Works()
    {
        PrototypeSet set = PrototypeSet.Build([1, 2], 2, [0], 1);
        float[] probabilities = new float[1];
        set.Probabilities([-1, 0], probabilities);

        Assert.Equal([1], probabilities);
    }

    [Fact]
    public void Build_BadInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => PrototypeSet.Build([], 2, [], 1));
        Assert.Throws<ArgumentException>(() => PrototypeSet.Build([1, 2, 3], 2, [0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrototypeSet.Build([1, 2], 2, [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrototypeSet.Build([1], 1, [0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrototypeSet.Build([1], 1, [0], 1, new PrototypeOptions { SupportPerClass = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrototypeSet.Build([1], 1, [0], 1, new PrototypeOptions { PrototypesPerClass = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrototypeSet.Build([1], 1, [0], 1, new PrototypeOptions { Temperature = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrototypeSet.Build([1], 1, [0], 1, new PrototypeOptions { Distance = (PrototypeDistance)7 }));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Build_ValueNotFinite_NamesRowAndClass(float value)
    {
        var built = Assert.Throws<ArgumentException>(() => PrototypeSet.Build([1, 2, 3, 4, value, 5], 2, [0, 1, 1], 2));
        Assert.Contains("Row 1 (counted from 0) of class 1 holds", built.Message, StringComparison.Ordinal);
        PrototypeSet set = PrototypeSet.Build([1, 2], 2, [0], 1);
        Assert.Throws<ArgumentException>(() => set.WithClass(1, [1, value]));
    }

    private static PrototypeOptions Euclidean => new() { Distance = PrototypeDistance.SquaredEuclidean };

    private static double Naive(ReadOnlySpan<float> x, ReadOnlySpan<float> p, PrototypeDistance distance)
    {
        double dot = 0, xx = 0, pp = 0, squared = 0;
        for (int i = 0; i < x.Length; i++)
        {
            dot += (double)x[i] * p[i];
            xx += (double)x[i] * x[i];
            pp += (double)p[i] * p[i];
            squared += Math.Pow((double)x[i] - p[i], 2);
        }

        return distance == PrototypeDistance.Cosine ? 1 - (dot / Math.Sqrt(xx * pp)) : squared;
    }

    private static double LogLoss(PrototypeSet set, float[] rows, int[] labels)
    {
        float[] probabilities = new float[labels.Length * set.ClassCount];
        set.Probabilities(rows, probabilities);
        return labels.Select((label, row) => -Math.Log(probabilities[(row * set.ClassCount) + label])).Average();
    }

    private static (float[] Rows, int[] Labels) Clusters(int length, int classes, int perClass, double spread)
    {
        var random = new Random(1);
        float[] centres = [.. Enumerable.Range(0, classes * length).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, classes * perClass).Select(i => i / perClass)];
        float[] rows = [.. labels.SelectMany(label => Enumerable.Range(0, length).Select(i => centres[(label * length) + i] + (float)(spread * (random.NextDouble() - 0.5))))];
        return (rows, labels);
    }
}
