using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Evaluation;

namespace NovelCategories;

/// <summary>What one gets without this library: k-means with the true number of classes, on standardised features as they are or after discriminant analysis of the known classes.</summary>
/// <remarks>The new classes are the clusters of the unlabelled rows, the best of ten starts; a known class is the mean of its rows. A test row belongs to the nearest of all these centres.</remarks>
internal static class Baselines
{
    public static Score Cluster(DiscoveryTask task, int seed, bool projected)
    {
        var clock = Stopwatch.StartNew();
        ITransformer model = Standardised(task);
        (float[][] trainRows, int[] trainTruth, int[] known) = Read(model.Transform(task.Train));
        (float[][] testRows, int[] testTruth, _) = Read(model.Transform(task.Test));
        if (projected)
        {
            float[][] all = FisherProjection.Apply([.. trainRows, .. testRows], [.. known, .. testRows.Select(_ => -1)]);
            (trainRows, testRows) = (all[..trainRows.Length], all[trainRows.Length..]);
        }

        int[] unlabelled = [.. Enumerable.Range(0, known.Length).Where(i => known[i] < 0)];
        float[][] novelRows = [.. unlabelled.Select(i => trainRows[i])];
        float[][] novelCentres = KMeans.FindCentres(novelRows, task.NovelCount, seed);
        float[][] knownCentres = [.. Enumerable.Range(0, known.Length).Where(i => known[i] >= 0).GroupBy(i => known[i]).Select(rows => Mean([.. rows.Select(i => trainRows[i])]))];
        double seconds = clock.Elapsed.TotalSeconds;

        int[] oldClasses = [.. known.Where(label => label >= 0).Distinct()];
        return new Score(
            DiscoveryEvaluation.Evaluate([.. unlabelled.Select(i => trainTruth[i])], KMeans.Assign(novelRows, novelCentres)),
            DiscoveryEvaluation.Evaluate(testTruth, KMeans.Assign(testRows, [.. knownCentres, .. novelCentres]), oldClasses),
            task.NovelCount,
            seconds);
    }

    /// <summary>Adds "Features": all modalities side by side, each value of mean 0 and deviation 1 over the training rows.</summary>
    public static ITransformer Standardised(DiscoveryTask task)
    {
        var ml = new MLContext(seed: 1);
        return ml.Transforms.NormalizeMeanVariance([.. task.Modalities.Select(name => new InputOutputColumnPair(name))], fixZero: false)
            .Append(ml.Transforms.Concatenate("Features", task.Modalities)).Fit(task.Train);
    }

    /// <summary>The features, the true class, and the class that training sees or −1.</summary>
    private static (float[][] Rows, int[] Truth, int[] Known) Read(IDataView view)
    {
        int[] truth = [.. view.GetColumn<uint>("Label").Select(key => (int)key - 1)];
        return ([.. view.GetColumn<float[]>("Features")], truth, [.. view.GetColumn<uint>("Known").Zip(truth, (key, label) => key == 0 ? -1 : label)]);
    }

    private static float[] Mean(float[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(d => rows.Average(row => row[d]))];
}
