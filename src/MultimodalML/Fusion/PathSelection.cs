using MultimodalML.Data;
using MultimodalML.Networks;

namespace MultimodalML.Fusion;

/// <summary>Chooses the path's lift by cross-validation: the path is in closed form, so that trying costs little.</summary>
internal static class PathSelection
{
    private const int Folds = 4;
    private const int MostRows = 16_000;

    /// <summary>The first is taken unless another finds more rows, by more than one standard error.</summary>
    public static IReadOnlyList<(float[] Frequencies, double ProjectionsPerValue)> Candidates { get; } = [([0.7f, 1.4f], 2), ([1, 2, 3], 0)];

    /// <summary>The options with a lift; what is given stays.</summary>
    public static PathOptions Choose(ModalityBatch rows, PathOptions options, bool scale, int seed)
    {
        if (options.Frequencies is not null || rows.Columns.Lengths.Min() > DirectPath.LongestLifted)
        {
            return options; // given, or none are used
        }

        int[] order = FusionValidation.Thinned([.. Enumerable.Range(0, rows.RowCount)], MostRows);
        new PortableRandom(seed, -1).Shuffle(order.AsSpan());
        PathOptions best = With(Candidates[0]);
        double most = Hits(rows, order, best, scale, seed);
        double missed = order.Length - most;
        double needed = most + Math.Sqrt(most * missed / order.Length);
        foreach ((float[], double) candidate in Candidates.Skip(1))
        {
            PathOptions other = With(candidate);
            double hits = Hits(rows, order, other, scale, seed);
            if (hits > needed)
            {
                (best, needed) = (other, hits);
            }
        }
        return best;

        PathOptions With((float[] Frequencies, double ProjectionsPerValue) lift) =>
            options with { Frequencies = lift.Frequencies, ProjectionsPerValue = options.ProjectionsPerValue ?? lift.ProjectionsPerValue };
    }

    private static int Hits(ModalityBatch rows, int[] order, PathOptions options, bool scale, int seed)
    {
        int hits = 0;
        for (int fold = 0; fold < Folds; fold++)
        {
            ModalityBatch training = rows.Take([.. order.Where((_, i) => i % Folds != fold)]), held = rows.Take([.. order.Where((_, i) => i % Folds == fold)]);
            if (training.RowCount == 0 || held.RowCount == 0)
            {
                continue;
            }

            FeatureScaling scaling = scale ? FeatureScaling.Learn(training, withinClasses: true) : FeatureScaling.None(rows.Columns);
            DirectPath path = DirectPath.Learn(training, scaling, withinClasses: true, options, seed);
            hits += FusionValidation.Hits(new FusionModel(rows.Columns, scaling, path, FusionNetworkShape.None, []), training, held);
        }
        return hits;
    }
}
