using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Evaluation;
using MultimodalML.Fusion;
using MultimodalML.Kernels;

namespace MultimodalML.Discovery;

/// <summary>Finds a <see cref="CategoryCountEstimate"/>.</summary>
internal sealed class CategoryCountEstimation(NovelCategoriesOptions options, int seed)
{
    private const int Splits = 8;
    private const int MostItems = 3_000; // that are merged; more change the curve no longer
    private const int MostCategories = 1_000;

    /// <param name="rows">Labels are 0 to <paramref name="knownCount"/> − 1, each with a row, or none.</param>
    /// <param name="knownCount">Known classes, at least 2.</param>
    public CategoryCountEstimate Estimate(ModalityBatch rows, int knownCount)
    {
        int unlabelled = rows.Labels.Count(ModalityBatch.NoLabel);
        int most = Math.Clamp(Math.Min(2 * knownCount + 6, unlabelled / 3), 1, MostCategories);
        var accuracy = new double[most];
        var overlap = new double[most];
        for (int split = 0; split < Splits; split++)
        {
            options.Training.CancellationToken.ThrowIfCancellationRequested();
            Try(rows, knownCount, new PortableRandom(seed, -3, split), accuracy, overlap);
        }

        double count = Math.Sqrt(MiddleOfLargest(accuracy) * MiddleOfLargest(overlap));
        return new CategoryCountEstimate(
            (int)Math.Round(count),
            [.. Enumerable.Range(0, most).Select(i => new CategoryCountPoint(i + 1, accuracy[i] / Splits, overlap[i] / Splits))]);
    }

    private void Try(ModalityBatch rows, int knownCount, PortableRandom random, double[] accuracy, double[] overlap)
    {
        int[] order = [.. Enumerable.Range(0, knownCount)];
        random.Shuffle<int>(order);
        int anchorCount = knownCount / 2;
        int[] anchors = [.. Enumerable.Range(0, knownCount).Select(c => Array.IndexOf(order, c))];
        int[] shown = [.. rows.Labels.ToArray().Select(label => label >= 0 && anchors[label] < anchorCount ? anchors[label] : ModalityBatch.NoLabel)];

        (float[] points, int length, int[] taken) = Points(rows.WithLabels(shown, anchorCount), knownCount);
        int[] labels = [.. taken.Select(row => rows.Labels[row])];
        var ward = new WardClustering(points, length, [.. taken.Select(_ => 1)]);
        for (int i = 0; i < accuracy.Length && knownCount + i < taken.Length; i++)
        {
            (double right, double shared) = Hold(labels, ward.Cut(knownCount + i + 1), knownCount, knownCount + i + 1);
            accuracy[i] += right;
            overlap[i] += shared;
        }
    }

    /// <summary>Rows, whitened within the classes shown, along the directions in which they scatter clearly more than in most, scaled to length 1.</summary>
    private (float[] Points, int Length, int[] Rows) Points(ModalityBatch rows, int fewestDirections)
    {
        (FeatureScaling scaling, DirectPath path) = ClosedForm.Learn(rows, options with { Path = options.Path ?? new NovelCategoriesOptions().Path }, seed);
        int[] taken = FusionValidation.Thinned([.. Enumerable.Range(0, rows.RowCount)], MostItems);
        (float[] values, _) = path.Centred(rows.Take(taken), scaling);
        (float[] directions, float[] variances) = PrincipalDirections.Find(values, path.Length, path.Length, new PortableRandom(seed, -2));
        float median = variances.Order().ElementAt(variances.Length / 2);
        int length = Math.Min(path.Length, Math.Max(fewestDirections, variances.Count(variance => variance > 2 * median)));
        var points = new float[taken.Length * length];
        MatrixProduct.Multiply(taken.Length, length, path.Length, values, path.Length, false, directions, path.Length, true, points, length);
        RowOperations.Normalize(taken.Length, length, points, points);
        return (points, length, taken);
    }

    /// <summary>How well some of the clusters hold the known classes.</summary>
    private static (double Accuracy, double Overlap) Hold(int[] labels, int[] clusters, int classCount, int clusterCount)
    {
        var shared = new double[classCount * clusterCount];
        var classSizes = new int[classCount];
        var clusterSizes = new int[clusterCount];
        for (int row = 0; row < labels.Length; row++)
        {
            clusterSizes[clusters[row]]++;
            if (labels[row] >= 0)
            {
                classSizes[labels[row]]++;
                shared[(labels[row] * clusterCount) + clusters[row]]++;
            }
        }

        var weighted = new double[shared.Length]; // Jaccard index × rows of the class
        for (int i = 0; i < shared.Length; i++)
        {
            (int c, int k) = Math.DivRem(i, clusterCount);
            weighted[i] = shared[i] == 0 ? 0 : shared[i] / (classSizes[c] + clusterSizes[k] - shared[i]) * classSizes[c];
        }

        int labelled = Math.Max(classSizes.Sum(), 1);
        return (Best(shared) / labelled, Best(weighted) / labelled);

        double Best(double[] gains) => LinearAssignment.Solve(gains, classCount, clusterCount, maximize: true).Select((k, c) => gains[(c * clusterCount) + k]).Sum();
    }

    /// <summary>The number, from 1, at which a curve is largest; the mean of several.</summary>
    private static double MiddleOfLargest(double[] curve)
    {
        double largest = TensorPrimitives.Max<double>(curve);
        return Enumerable.Range(0, curve.Length).Where(i => curve[i] >= largest - 1e-9).Average() + 1;
    }
}
