using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Kernels;
using MultimodalML.Networks;
using MultimodalML.Prototypes;

namespace MultimodalML.Discovery;

/// <summary>The recipe in closed form; see <see cref="DiscoveryRecipe.DiscriminantClustering"/>.</summary>
internal sealed class DiscriminantClustering(NovelCategoriesOptions options, int seed, Action<string>? log)
{
    private const int Rounds = 4;
    private const int MostItems = 4_000; // that are merged step by step; the others join the nearest cluster
    private const double Shrinkage = 0.3; // of the rounds after the first

    /// <param name="rows">Labels are 0 to <paramref name="knownCount"/> − 1, each with a row, or none.</param>
    /// <param name="knownCount">Known classes.</param>
    /// <param name="novelCount">Categories to find.</param>
    public (FusionModel Embedder, DiscoveryHead Head) Train(ModalityBatch rows, int knownCount, int novelCount)
    {
        (FeatureScaling scaling, DirectPath path) = ClosedForm.Learn(rows, options, seed);
        (float[] values, float[] means) = path.Centred(rows, scaling);
        int[] categories = [];
        float[] directions = [];
        DiscoveryHead? head = null;
        for (int round = 0; round < Rounds; round++)
        {
            if (round > 0 && options.Training.CancellationToken.IsCancellationRequested)
            {
                break; // with what is found so far
            }

            directions = Directions(values, path.Length, categories, knownCount + novelCount);
            float[] points = Points(values, path.Length, directions);
            (int[] found, head) = Categories(points, rows.Labels.ToArray(), knownCount, novelCount);
            int changed = categories.Length == 0 ? found.Length : found.Zip(categories).Count(pair => pair.First != pair.Second);
            log?.Invoke($"Round {round + 1} of at most {Rounds}: {changed} of {found.Length} rows changed their category");
            categories = found;
            if (changed == 0)
            {
                break;
            }
        }

        return (new FusionModel(rows.Columns, scaling, path.Onto(directions, means), FusionNetworkShape.None, []), head!);
    }

    /// <summary>Directions in which rows scatter most, once they scatter alike within classes: at first the known ones, then all that were found.</summary>
    private float[] Directions(float[] values, int width, int[] categories, int count)
    {
        count = Math.Min(count, width);
        var random = new PortableRandom(seed, -2);
        if (categories.Length == 0)
        {
            return PrincipalDirections.Find(values, width, count, random).Directions;
        }

        float[] whitening = Whitening.Map(Whitening.Covariance(values, width, categories), width, Shrinkage);
        var whitened = new float[values.Length];
        MatrixProduct.Multiply(categories.Length, width, width, values, whitening, whitened);
        float[] along = PrincipalDirections.Find(whitened, width, count, random).Directions;
        var directions = new float[count * width];
        MatrixProduct.Multiply(count, width, width, along, width, false, whitening, width, true, directions, width);
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
}
