using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Conformance.MLNet.Trainers;

public class KMeansTests
{
    private static readonly float[][] s_points = [[0, 0], [0, 1], [1, 0], [10, 10], [11, 10], [10, 12], [0, 20], [1, 20]];
    private readonly MLContext _ml = new(seed: 1);

    private IDataView Data => _ml.Data.LoadFromEnumerable(s_points.Select(p => new Row { Features = p }));

    [Fact]
    public void Fit_SeparatedClusters_FindsTheirMeans()
    {
        KMeansModelParameters model = Trainer(3).Fit(Data).Model;
        VBuffer<float>[] centroids = [];
        model.GetClusterCentroids(ref centroids, out int k);
        Assert.Equal(3, k);
        float[][] sorted = [.. centroids.Select(c => c.DenseValues().ToArray()).OrderBy(c => c[1])];
        float[][] expected = [[1 / 3f, 1 / 3f], [31 / 3f, 32 / 3f], [0.5f, 20]];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], sorted[i], (a, b) => Math.Abs(a - b) < 1e-3f);
        }
    }

    [Fact]
    public void Transform_Score_IsSquaredDistanceAndLabelTheNearest()
    {
        ClusteringPredictionTransformer<KMeansModelParameters> transformer = Trainer(3).Fit(Data);
        VBuffer<float>[] centroids = [];
        transformer.Model.GetClusterCentroids(ref centroids, out _);
        IDataView scored = transformer.Transform(Data);
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        uint[] labels = [.. scored.GetColumn<uint>("PredictedLabel")];
        for (int i = 0; i < s_points.Length; i++)
        {
            float[] expected = [.. centroids.Select(c => c.DenseValues().Zip(s_points[i], (a, b) => (a - b) * (a - b)).Sum())];
            Assert.Equal(expected, scores[i], (a, b) => Math.Abs(a - b) < 1e-2f);
            Assert.Equal(expected.ToList().IndexOf(expected.Min()), (int)labels[i] - 1);
        }
        Assert.Equal(new KeyDataViewType(typeof(uint), 3), scored.Schema["PredictedLabel"].Type);
        Assert.Equal(labels, RoundTrip.Of(_ml, transformer, Data).Transform(Data).GetColumn<uint>("PredictedLabel"));
    }

    [Theory]
    [InlineData(KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus)]
    [InlineData(KMeansTrainer.InitializationAlgorithm.Random)]
    public void Fit_Options_Train(KMeansTrainer.InitializationAlgorithm algorithm)
    {
        var options = new KMeansTrainer.Options { NumberOfClusters = 2, InitializationAlgorithm = algorithm, NumberOfThreads = 1 };
        IDataView scored = _ml.Clustering.Trainers.KMeans(options).Fit(Data).Transform(Data);
        Assert.Equal(2, scored.GetColumn<uint>("PredictedLabel").Distinct().Count());
        Assert.InRange(_ml.Clustering.Evaluate(scored).AverageDistance, 0.1, 60);
    }

    [Fact]
    public void Fit_MoreClustersThanRows_IsRefused() =>
        Assert.ThrowsAny<Exception>(() => Trainer(9).Fit(Data));

    [Fact]
    public void CrossValidate_KMeans_GivesMetrics()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 120);
        var folds = _ml.Clustering.CrossValidate(data, _ml.Clustering.Trainers.KMeans(numberOfClusters: 3), numberOfFolds: 3, featuresColumnName: "Features");
        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.DaviesBouldinIndex, 0.1, 10));
    }

    private KMeansTrainer Trainer(int clusters) => _ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options
    {
        NumberOfClusters = clusters,
        InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus,
    });

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
