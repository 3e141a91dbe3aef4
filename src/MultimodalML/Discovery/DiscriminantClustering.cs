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
    private const int Rounds = 4;
    private const int MostItems = 4_000; // that are merged step by step; the others join the nearest cluster
    private const int FewestDirections = 3; // on fewer, points of length 1 tell little
    private const double Shrinkage = 0.3; // of the rounds after the first
    private const double LeastShare = 1e-6;

    private static readonly double[] s_noisePowers = [0, 0.25, 0.5]; // none is best everywhere, and a result that others come near is seldom a bad one

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <param name="rows">Labels are 0 to <paramref name="knownCount"/> − 1, each with a row, or none.</param>
    /// <param name="knownCount">Known classes.</param>
    /// <param name="novelCount">Categories to find.</param>
    public (FusionModel Embedder, DiscoveryHead Head) Train(ModalityBatch rows, int knownCount, int novelCount)
    {
        (FeatureScaling scaling, DirectPath path) = ClosedForm.Learn(rows, options, seed);
        (float[] values, float[] means) = path.Centred(rows, scaling);
        int count = Math.Min(Math.Max(knownCount + novelCount, FewestDirections), path.Length);
        (float[] Directions, float[] Variances) first = PrincipalDirections.Find(values, path.Length, count, new PortableRandom(seed, -2));
        var candidates = new List<Candidate>();
        foreach (double power in s_noisePowers)
        {
            if (candidates.Count == 0 || !IsCancelled)
            {
                candidates.Add(Cluster(values, path.Length, first, rows.Labels.ToArray(), knownCount, novelCount, power));
            }
        }

        Candidate agreed = candidates.MaxBy(candidate => candidates.Sum(other => ClusteringMeasures.AdjustedRandIndex(candidate.Categories, other.Categories)))!;
        return (new FusionModel(rows.Columns, scaling, path.Onto(agreed.Directions, means), FusionNetworkShape.None, []), agreed.Head);
    }

    private bool IsCancelled => options.Training.CancellationToken.IsCancellationRequested;

    private Candidate Cluster(float[] values, int width, (float[] Directions, float[] Variances) first, int[] labels, int knownCount, int novelCount, double noisePower)
    {
        Candidate? last = null;
        for (int round = 0; round < Rounds && (last is null || !IsCancelled); round++)
        {
            float[] directions = Weighted(last is null ? first : Found(values, width, last.Categories, first.Variances.Length), width, noisePower);
            (int[] categories, DiscoveryHead head) = Categories(Points(values, width, directions), labels, knownCount, novelCount);
            int changed = last is null ? categories.Length : categories.Zip(last.Categories).Count(pair => pair.First != pair.Second);
            Report(noisePower, round, changed / (double)categories.Length);
            last = new Candidate(categories, directions, head);
            if (changed == 0)
            {
                break;
            }
        }
        return last!;
    }

    private void Report(double noisePower, int round, double changed)
    {
        log?.Invoke($"Directions weighted by power {noisePower}, round {round + 1} of at most {Rounds}: {changed:P1} of the rows changed their category");
        options.Training.Progress?.Report(new TrainingProgress
        {
            Epoch = Array.IndexOf(s_noisePowers, noisePower) + 1,
            Epochs = s_noisePowers.Length,
            Step = round + 1,
            Steps = Rounds,
            Loss = changed,
            LearningRate = 0,
            Elapsed = _clock.Elapsed,
        });
    }

    /// <summary>Directions in which rows scatter most, once they scatter alike within the categories that were found, and their variances.</summary>
    private (float[] Directions, float[] Variances) Found(float[] values, int width, int[] categories, int count)
    {
        float[] whitening = Whitening.Map(Whitening.Covariance(values, width, categories), width, Shrinkage);
        var whitened = new float[values.Length];
        MatrixProduct.Multiply(categories.Length, width, width, values, whitening, whitened);
        (float[] along, float[] variances) = PrincipalDirections.Find(whitened, width, count, new PortableRandom(seed, -2));
        var directions = new float[count * width];
        MatrixProduct.Multiply(count, width, width, along, width, false, whitening, width, true, directions, width);
        return (directions, variances);
    }

    /// <summary>Each direction times the share of its variance v that is between classes, 1 − 1/v, to a power.</summary>
    private static float[] Weighted((float[] Directions, float[] Variances) found, int width, double noisePower)
    {
        float[] directions = [.. found.Directions];
        for (int i = 0; i < found.Variances.Length; i++)
        {
            Span<float> direction = directions.AsSpan(i * width, width);
            TensorPrimitives.Multiply(direction, (float)Math.Pow(Math.Max(1 - (1 / Math.Max(found.Variances[i], LeastShare)), LeastShare), noisePower), direction);
        }
        return directions;
    }

    /// <summary>The rows along the directions, scaled to length 1.</summary>
    private static float[] Points(float[] values, int width, float[] directions)
    {
        (int count, int length) = (values.Length / width, directions.Length / width);
        var points = new float[count * length];
        MatrixProduct.Multiply(count, length, width, values, width, false, directions, width, true, points, length);
        RowOperations.Normalize(count, length, points, points);
        return points;
    }

    /// <summary>The category of each row, its class where it has a label, and the classifier: what merging finds, k-means from there, and a mixture from there.</summary>
    private (int[] Categories, DiscoveryHead Head) Categories(float[] points, int[] labels, int knownCount, int novelCount)
    {
        int length = points.Length / labels.Length;
        int joined = options.UnlabelledRows == UnlabelledContent.NovelOnly ? 0 : knownCount; // known classes that unlabelled rows may join
        int[] rows = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == ModalityBatch.NoLabel || joined > 0)]; // those that are clustered
        float[] free = Take(points, length, rows);
        int[] given = [.. rows.Select(row => labels[row])];

        float[] centres = Merge(free, length, given, joined, novelCount);
        KMeans.Refine(free, length, centres, given);
        float[] classMeans = Means(points, length, labels, knownCount);
        double variance = Variance(points, length, labels, classMeans) ?? Variance(free, length, KMeans.Refine(free, length, centres, given), centres) ?? 1;
        SphericalMixture mixture = SphericalMixture.Fit(free, length, given, centres, variance);

        int[] assigned = mixture.Assign(free);
        int[] categories = [.. labels];
        for (int i = 0; i < rows.Length; i++)
        {
            categories[rows[i]] = given[i] == ModalityBatch.NoLabel ? assigned[i] + knownCount - joined : given[i];
        }
        return (categories, Head(joined > 0 ? mixture : mixture.With(classMeans, categories)));
    }

    /// <summary>Centres [joined + novel, length]: known classes that may be joined, each a cluster from the start, and clusters of unlabelled rows.</summary>
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
        return Means(points, length, first, joined + novelCount);
    }

    private static DiscoveryHead Head(SphericalMixture mixture)
    {
        (float[] weights, float[] bias) = mixture.Logits();
        return new DiscoveryHead(new DenseLayer(weights.Length / bias.Length, bias.Length, weights, bias, Activation.None));
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

    private sealed record Candidate(int[] Categories, float[] Directions, DiscoveryHead Head);
}
