using MultimodalML.Evaluation;
using MultimodalML.Prototypes;

namespace MultimodalML.Tests.Evaluation;

public class PrototypeEvaluationTests
{
    private static readonly PrototypeOptions s_euclidean = new() { Distance = PrototypeDistance.SquaredEuclidean };

    [Fact]
    public void Evaluate_HandWorked()
    {
        PrototypeSet set = PrototypeSet.Build([0, 10, 20], 1, [0, 1, 2], 3, s_euclidean);

        TopKMetrics metrics = PrototypeEvaluation.Evaluate(set, [1, 11, 4, 2], [0, 1, 1, 2], topK: 5);

        Assert.Equal([0.5, 0.75, 1], metrics.TopKAccuracy); // ranks 1, 1, 2, 3
        Assert.Equal((0.5, 0.75, 1), (metrics.Top1, metrics.TopK(2), metrics.TopK(5)));
        Assert.Equal((4, 3), (metrics.QueryCount, metrics.ClassCount));
    }

    [Fact]
    public void Evaluate_Pool_LeavesOtherClassesOut()
    {
        PrototypeSet set = PrototypeSet.Build([0, 10, 20], 1, [0, 1, 2], 3, s_euclidean);

        TopKMetrics metrics = PrototypeEvaluation.Evaluate(set, [1, 19, 20], [0, 1, 2], topK: 1, poolSize: 2);

        Assert.Equal((1.0, 2, 2), (metrics.Top1, metrics.QueryCount, metrics.ClassCount)); // 19 is nearest to class 2, which does not compete
        Assert.Throws<ArgumentOutOfRangeException>(() => metrics.TopK(2));
        Assert.Throws<ArgumentException>(() => PrototypeEvaluation.Evaluate(set, [1], [2], poolSize: 2));
    }

    [Fact]
    public void Evaluate_Ties_RankTheLowerClassFirst()
    {
        PrototypeSet set = PrototypeSet.Build([5, 5, 5], 1, [0, 1, 2], 3, s_euclidean);

        Assert.Equal([1.0 / 3, 2.0 / 3, 1], PrototypeEvaluation.Evaluate(set, [5, 5, 5], [0, 1, 2]).TopKAccuracy);
    }

    [Fact]
    public void Evaluate_ClassWithoutPrototypes_IsNeverFound()
    {
        PrototypeSet set = PrototypeSet.Build([0, 10], 1, [0, 1], 2, s_euclidean).WithoutClass(1);

        Assert.Equal([0.5, 0.5], PrototypeEvaluation.Evaluate(set, [0, 10], [0, 1]).TopKAccuracy);
    }

    [Fact]
    public void Evaluate_ManyQueries_AgreesWithSorting()
    {
        var random = new Random(1);
        float[] rows = [.. Enumerable.Range(0, 40 * 7).Select(_ => random.NextSingle() - 0.5f)];
        float[] queries = [.. Enumerable.Range(0, 200 * 7).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, 200).Select(_ => random.Next(20))];
        PrototypeSet set = PrototypeSet.Build(rows, 7, [.. Enumerable.Range(0, 40).Select(i => i % 20)], 20);

        TopKMetrics metrics = PrototypeEvaluation.Evaluate(set, queries, labels, topK: 20);

        int[] ranks = [.. Enumerable.Range(0, 200).Select(q =>
        {
            float[] distances = new float[20];
            set.Distances(queries.AsSpan(q * 7, 7), distances);
            return Enumerable.Range(0, 20).OrderBy(c => distances[c]).ToList().IndexOf(labels[q]);
        })];
        Assert.Equal(Enumerable.Range(1, 20).Select(k => ranks.Count(rank => rank < k) / 200.0), metrics.TopKAccuracy);
    }

    [Fact]
    public void Evaluate_BadInput_Throws()
    {
        PrototypeSet set = PrototypeSet.Build([0, 10], 1, [0, 1], 2);

        Assert.Throws<ArgumentException>(() => PrototypeEvaluation.Evaluate(set, [1, 2], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrototypeEvaluation.Evaluate(set, [1], [0], topK: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrototypeEvaluation.Evaluate(set, [1], [0], poolSize: 3));
    }
}
