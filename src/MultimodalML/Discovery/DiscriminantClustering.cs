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
    private const int Rounds = 5;
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
        float[] directions = [], points = [];
        for (int round = 0; round < Rounds; round++)
        {
            directions = Directions(values, path.Length, categories, knownCount + novelCount);
            points = Points(values, path.Length, directions);
            int[] found = Categories(points, rows.Labels, knownCount, novelCount);
            int changed = categories.Length == 0 ? found.Length : found.Zip(categories).Count(pair => pair.First != pair.Second);
            log?.Invoke($"Round {round + 1} of at most {Rounds}: {changed} of {found.Length} rows changed their category");
            categories = found;
            options.Training.CancellationToken.ThrowIfCancellationRequested();
            if (changed == 0)
            {
                break;
            }
        }

        var embedder = new FusionModel(rows.Columns, scaling, path.Onto(directions, means), FusionNetworkShape.None, []);
        return (embedder, Head(points, directions.Length / path.Length, categories, knownCount + novelCount));
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

        float[] residuals = [.. values];
        int freedom = Math.Max(ClassMeans.Subtract(residuals, width, categories), 1);
        float[] whitening = Whitening.Learn(residuals, width, freedom, Shrinkage);
        MatrixProduct.Multiply(categories.Length, width, width, values, whitening, residuals);
        float[] along = PrincipalDirections.Find(residuals, width, count, random).Directions;
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

    /// <summary>The category of each row: its class where it has a label; else what merging finds, and k-means from there.</summary>
    private int[] Categories(float[] points, ReadOnlySpan<int> labels, int knownCount, int novelCount)
    {
        int length = points.Length / labels.Length;
        int apart = options.UnlabelledRows == UnlabelledContent.NovelOnly ? 0 : knownCount; // known classes that unlabelled rows may join
        int[] classes = labels.ToArray();
        int[] unlabelled = [.. Enumerable.Range(0, classes.Length).Where(row => classes[row] == ModalityBatch.NoLabel)];
        int[] merged = FusionValidation.Thinned(unlabelled, Math.Max(MostItems, novelCount));

        float[] classMeans = Means(points, length, classes, apart);
        float[] items = [.. classMeans, .. merged.SelectMany(row => points.AsSpan(row * length, length).ToArray())];
        int[] sizes = [.. Enumerable.Range(0, apart).Select(c => classes.Count(label => label == c)), .. merged.Select(_ => 1)];
        int[] clusters = new WardClustering(items, length, sizes, apart).Cut(apart + novelCount);

        int[] taking = apart == 0 ? unlabelled : [.. Enumerable.Range(0, classes.Length)];
        int[] first = [.. Enumerable.Repeat(-1, classes.Length)];
        for (int i = 0; i < merged.Length; i++)
        {
            first[merged[i]] = clusters[apart + i];
        }
        for (int row = 0; row < classes.Length; row++)
        {
            first[row] = apart > 0 && classes[row] != ModalityBatch.NoLabel ? classes[row] : first[row];
        }

        float[] centres = Means(points, length, first, apart + novelCount);
        int[] found = KMeans.Refine([.. taking.SelectMany(row => points.AsSpan(row * length, length).ToArray())], length, centres, apart == 0 ? [] : classes);
        int shift = knownCount - apart;
        for (int i = 0; i < taking.Length; i++)
        {
            if (classes[taking[i]] == ModalityBatch.NoLabel)
            {
                classes[taking[i]] = found[i] + shift;
            }
        }
        return classes;
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

    /// <summary>One prototype a category, compared by cosine, with the temperature that fits the rows.</summary>
    private static DiscoveryHead Head(float[] points, int length, int[] categories, int count)
    {
        PrototypeSet prototypes = PrototypeSet.Build(points, length, categories, count);
        var weights = new float[length * count];
        var bias = new float[count];
        for (int c = 0; c < count; c++)
        {
            ReadOnlySpan<float> prototype = prototypes.Prototypes(c);
            bias[c] = prototype.IsEmpty ? DiscoveryHead.Never : 0;
            for (int d = 0; d < prototype.Length; d++)
            {
                weights[(d * count) + c] = (float)(prototype[d] / prototypes.Temperature);
            }
        }
        return new DiscoveryHead(new DenseLayer(length, count, weights, bias, Activation.None));
    }
}
