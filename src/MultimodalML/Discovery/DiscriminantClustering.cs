using System.Diagnostics;
using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Evaluation;
using MultimodalML.Fusion;
using MultimodalML.Kernels;
using MultimodalML.Networks;
using MultimodalML.Prototypes;
using MultimodalML.Training;

namespace MultimodalML.Discovery;

/// <summary>The recipe in closed form; see <see cref="DiscoveryRecipe.DiscriminantClustering"/>.</summary>
internal sealed class DiscriminantClustering(NovelCategoriesOptions options, int seed, Action<string>? log)
{
    private const int Rounds = 3;
    private const int FewestRestarts = 3;
    private const int MostRestarts = 15;
    private const double Alike = 0.98; // adjusted Rand index of clusterings that need no further one to choose among them
    private const int MostItems = 4_000; // that are merged step by step; the others join the nearest cluster
    private const int FewestDirections = 3; // on fewer, points of length 1 tell little
    private const double Shrinkage = 0.3; // where rows are whitened within the categories found
    private const double LeastShare = 1e-6;

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <param name="rows">Labels are 0 to <paramref name="knownCount"/> − 1, each with a row, or none.</param>
    /// <param name="knownCount">Known classes.</param>
    /// <param name="novelCount">Categories to find.</param>
    public (FusionModel Embedder, DiscoveryHead Head) Train(ModalityBatch rows, int knownCount, int novelCount)
    {
        (FeatureScaling scaling, DirectPath path) = ClosedForm.Learn(rows, options, seed);
        (float[] values, float[] means) = path.Centred(rows, scaling);
        int[] labels = rows.Labels.ToArray();
        int[] found = MostAgreed(values, path, labels, knownCount, novelCount);
        (float[] directions, _) = Directions(values, path.Length, found, knownCount + novelCount, restart: 0);
        float[] seen = Project(values, path.Length, directions);
        RowOperations.Normalize(labels.Length, seen.Length / labels.Length, seen, seen);
        (_, SphericalMixture mixture) = Categories(seen, labels, knownCount, novelCount, found);
        return (new FusionModel(rows.Columns, scaling, path.Onto(directions, means), FusionNetworkShape.None, []), Head(mixture));
    }

    private bool IsCancelled => options.Training.CancellationToken.IsCancellationRequested;

    /// <summary>Of several clusterings, which differ in the first guess of their directions alone, the one that the others come nearest to. Where groups of them differ by a hair it is the larger group's, and seldom a stray one.</summary>
    private int[] MostAgreed(float[] values, DirectPath path, int[] labels, int knownCount, int novelCount)
    {
        var found = new List<int[]>();
        (int[]? agreed, double agreement) = (null, 0);
        while (agreed is null || (found.Count < MostRestarts && !IsCancelled && (found.Count < FewestRestarts || agreement < Alike)))
        {
            found.Add(Cluster(values, path, labels, knownCount, novelCount, restart: found.Count));
            (agreed, agreement) = found.Select(one => (one, found.Average(other => ClusteringMeasures.AdjustedRandIndex(one, other)))).MaxBy(pair => pair.Item2);
        }
        return agreed;
    }

    private int[] Cluster(float[] values, DirectPath path, int[] labels, int knownCount, int novelCount, int restart)
    {
        int[]? found = null;
        for (int round = 0; round < Rounds && (found is null || !IsCancelled); round++)
        {
            float[] points = SideBySide(values, path, found, knownCount + novelCount, restart);
            (int[] categories, _) = Categories(points, labels, knownCount, novelCount);
            int changed = found is null ? categories.Length : categories.Zip(found).Count(pair => pair.First != pair.Second);
            Report(restart, round, changed / (double)categories.Length);
            found = categories;
            if (changed == 0)
            {
                break;
            }
        }
        return found!;
    }

    private void Report(int restart, int round, double changed)
    {
        log?.Invoke($"Clustering {restart + 1} of at most {MostRestarts}, round {round + 1} of at most {Rounds}: {changed:P1} of the rows changed their category");
        options.Training.Progress?.Report(new TrainingProgress
        {
            Epoch = restart + 1,
            Epochs = MostRestarts,
            Step = round + 1,
            Steps = Rounds,
            Loss = changed,
            LearningRate = 0,
            Elapsed = _clock.Elapsed,
        });
    }

    /// <summary>Each modality along its own directions, to length 1, or less where it holds little but noise; all of them side by side, to length 1. So all modalities tell about equally much of a row.</summary>
    private float[] SideBySide(float[] values, DirectPath path, int[]? found, int wanted, int restart)
    {
        int rowCount = values.Length / path.Length, length = 0;
        var parts = new List<float[]>();
        for (int m = 0, start = 0; m < path.Parts.Count; start += path.Parts[m++].Length)
        {
            float[] own = Columns(values, path.Length, start, path.Parts[m].Length);
            (float[] directions, float[] variances) = Directions(own, path.Parts[m].Length, found, wanted, restart);
            parts.Add(Project(own, path.Parts[m].Length, BeyondNoise(directions, variances, rowCount)));
            length += variances.Length;
        }

        var points = new float[rowCount * length];
        int at = 0;
        foreach (float[] part in parts)
        {
            int own = part.Length / rowCount;
            for (int row = 0; row < rowCount; row++)
            {
                Span<float> value = part.AsSpan(row * own, own);
                TensorPrimitives.Divide(value, MathF.Sqrt(1 + TensorPrimitives.SumOfSquares<float>(value)), points.AsSpan((row * length) + at, own)); // 1: what noise has along a direction
            }
            at += own;
        }
        RowOperations.Normalize(rowCount, length, points, points);
        return points;
    }

    /// <summary>Directions in which rows scatter most, once they scatter alike within the categories that were found, and their variances. With none found, rows scatter alike within the known classes already.</summary>
    private (float[] Directions, float[] Variances) Directions(float[] values, int width, int[]? found, int wanted, int restart)
    {
        int count = Math.Min(Math.Max(wanted, FewestDirections), width);
        var random = new PortableRandom(seed, -2 - restart);
        if (found is null)
        {
            return PrincipalDirections.Find(values, width, count, random);
        }

        float[] whitening = Whitening.Map(Whitening.Covariance(values, width, found), width, Shrinkage);
        var whitened = new float[values.Length];
        MatrixProduct.Multiply(found.Length, width, width, values, whitening, whitened);
        (float[] along, float[] variances) = PrincipalDirections.Find(whitened, width, count, random);
        var directions = new float[count * width];
        MatrixProduct.Multiply(count, width, width, along, width, false, whitening, width, true, directions, width);
        return (directions, variances);
    }

    /// <summary>Each direction times the root of the share of its variance v that is beyond noise, 1 − e/v: of as many rows and values, noise of variance 1 has at most about e = (1 + √(width/rows))² along any.</summary>
    private static float[] BeyondNoise(float[] directions, float[] variances, int rowCount)
    {
        float[] scaled = [.. directions];
        int width = directions.Length / variances.Length;
        double most = Math.Pow(1 + Math.Sqrt(width / (double)rowCount), 2);
        for (int i = 0; i < variances.Length; i++)
        {
            Span<float> direction = scaled.AsSpan(i * width, width);
            TensorPrimitives.Multiply(direction, (float)Math.Sqrt(Math.Max(1 - (most / Math.Max(variances[i], LeastShare)), LeastShare)), direction);
        }
        return scaled;
    }

    /// <summary>The rows along the directions.</summary>
    private static float[] Project(float[] values, int width, float[] directions)
    {
        (int count, int length) = (values.Length / width, directions.Length / width);
        var points = new float[count * length];
        MatrixProduct.Multiply(count, length, width, values, width, false, directions, width, true, points, length);
        return points;
    }

    /// <summary>The category of each row, its class where it has a label, and the mixture that tells them apart: it begins with categories found before, or else with what merging finds and k-means from there.</summary>
    private (int[] Categories, SphericalMixture Mixture) Categories(float[] points, int[] labels, int knownCount, int novelCount, int[]? found = null)
    {
        int length = points.Length / labels.Length;
        int joined = options.UnlabelledRows == UnlabelledContent.NovelOnly ? 0 : knownCount; // known classes that unlabelled rows may join
        int[] rows = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == ModalityBatch.NoLabel || joined > 0)]; // those that are clustered
        float[] free = Take(points, length, rows);
        int[] given = [.. rows.Select(row => labels[row])];

        int before = knownCount - joined; // categories that none of these rows may be
        float[] centres = found is null ? Merge(free, length, given, joined, novelCount) : Means(free, length, [.. rows.Select(row => found[row] - before)], joined + novelCount);
        float[] classMeans = Means(points, length, labels, knownCount);
        double variance = Variance(points, length, labels, classMeans) ?? Variance(free, length, KMeans.Refine(free, length, centres, given), centres) ?? 1;
        SphericalMixture mixture = SphericalMixture.Fit(free, length, given, centres, variance);

        int[] assigned = mixture.Assign(free);
        int[] categories = [.. labels];
        for (int i = 0; i < rows.Length; i++)
        {
            categories[rows[i]] = given[i] == ModalityBatch.NoLabel ? assigned[i] + before : given[i];
        }
        return (categories, joined > 0 ? mixture : mixture.With(classMeans, categories));
    }

    /// <summary>Centres [joined + novel, length]: known classes that may be joined, each a cluster from the start, and clusters of unlabelled rows; k-means goes on from there.</summary>
    private static float[] Merge(float[] points, int length, int[] given, int joined, int novelCount)
    {
        int[] unlabelled = [.. Enumerable.Range(0, given.Length).Where(row => given[row] == ModalityBatch.NoLabel)];
        int[] merged = FusionValidation.Thinned(unlabelled, Math.Max(MostItems, novelCount));
        float[] items = [.. Means(points, length, given, joined), .. Take(points, length, merged)];
        int[] sizes = [.. Enumerable.Range(0, joined).Select(c => given.Count(label => label == c)), .. merged.Select(_ => 1)];
        int[] clusters = new WardClustering(items, length, sizes, apart: joined).Cut(joined + novelCount);
        int[] first = [.. given];
        for (int i = 0; i < merged.Length; i++)
        {
            first[merged[i]] = clusters[joined + i];
        }
        float[] centres = Means(points, length, first, joined + novelCount);
        KMeans.Refine(points, length, centres, given);
        return centres;
    }

    private static DiscoveryHead Head(SphericalMixture mixture)
    {
        (float[] weights, float[] bias) = mixture.Logits();
        return new DiscoveryHead(new DenseLayer(weights.Length / bias.Length, bias.Length, weights, bias, Activation.None));
    }

    /// <summary>So many columns of the rows.</summary>
    private static float[] Columns(float[] rows, int width, int first, int count)
    {
        var columns = new float[rows.Length / width * count];
        for (int row = 0; row * width < rows.Length; row++)
        {
            rows.AsSpan((row * width) + first, count).CopyTo(columns.AsSpan(row * count));
        }
        return columns;
    }

    private static float[] Take(float[] points, int length, int[] rows)
    {
        var taken = new float[rows.Length * length];
        for (int i = 0; i < rows.Length; i++)
        {
            points.AsSpan(rows[i] * length, length).CopyTo(taken.AsSpan(i * length));
        }
        return taken;
    }

    /// <summary>[classes, length]: the mean of each class's rows; zeros for none.</summary>
    private static float[] Means(float[] points, int length, int[] classes, int classCount)
    {
        var means = new float[classCount * length];
        var sizes = new int[classCount];
        for (int row = 0; row < classes.Length; row++)
        {
            if (classes[row] >= 0 && classes[row] < classCount)
            {
                Span<float> mean = means.AsSpan(classes[row] * length, length);
                TensorPrimitives.Add(mean, points.AsSpan(row * length, length), mean);
                sizes[classes[row]]++;
            }
        }
        for (int c = 0; c < classCount; c++)
        {
            Span<float> mean = means.AsSpan(c * length, length);
            TensorPrimitives.Divide(mean, Math.Max(sizes[c], 1), mean);
        }
        return means;
    }

    /// <summary>Variance within classes, the mean of all dimensions; null where there is none, as with a row a class.</summary>
    private static double? Variance(float[] points, int length, int[] classes, float[] means)
    {
        (double squares, int count) = (0, 0);
        for (int row = 0; row < classes.Length; row++)
        {
            if (classes[row] >= 0)
            {
                float distance = TensorPrimitives.Distance(points.AsSpan(row * length, length), means.AsSpan(classes[row] * length, length));
                squares += distance * distance;
                count++;
            }
        }

        double variance = squares / (Math.Max(count - (means.Length / length), 1) * (double)length);
        return variance > 1e-9 ? variance : null;
    }
}
