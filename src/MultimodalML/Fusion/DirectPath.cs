using MultimodalML.Data;

namespace MultimodalML.Fusion;

/// <summary>The path beside the network: each modality's scaled values, lifted and whitened within classes, in closed form.</summary>
/// <remarks>
/// <para>With F the lifted values (<see cref="PeriodicLift"/>), S their covariance within classes, D² its diagonal and R = (1 − a) D⁻¹SD⁻¹ + aI = LLᵀ: path(x) = (F(x) − mean F) D⁻¹ L⁻ᵀ.
/// Squared distances on it are Mahalanobis distances of the lifted values, so that nearest class means are the decisions of a linear discriminant analysis, for classes that were never seen
/// too: it keeps what the input had, where a network forgets what it was not asked about.</para>
/// <para>Each modality stands for itself; a missing one is all 0, the mean. So every subset of modalities gets what it would get alone.</para>
/// <para>Source: linear discriminant analysis (Fisher 1936) with a shrunken correlation matrix (Friedman 1989, "Regularized Discriminant Analysis").</para>
/// </remarks>
internal sealed class DirectPath(IReadOnlyList<ModalityPath> parts)
{
    /// <summary>Longest modality that is lifted.</summary>
    public const int LongestLifted = 256; // a longer modality is whitened as it is: lifted, its matrix would have millions of values

    /// <summary>No path.</summary>
    public static DirectPath None { get; } = new([]);

    /// <summary>One a modality; none without a path.</summary>
    public IReadOnlyList<ModalityPath> Parts { get; } = parts;

    /// <summary>Values that the path adds to an embedding.</summary>
    public int Length { get; } = parts.Sum(part => part.Length);

    /// <summary>Floats of scratch space for so many rows of any modality.</summary>
    public int ScratchLength(int count)
    {
        int most = 0;
        for (int m = 0; m < Parts.Count; m++)
        {
            most = Math.Max(most, Parts[m].ScratchLength(count));
        }
        return most;
    }

    /// <summary>Learns the maps from some rows.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="scaling">What scales them.</param>
    /// <param name="withinClasses">Whether the rows have labels to whiten within; else the whole covariance is whitened.</param>
    /// <param name="options">Lift and shrinkage.</param>
    /// <param name="seed">Seed of the random projections.</param>
    public static DirectPath Learn(ModalityBatch rows, FeatureScaling scaling, bool withinClasses, PathOptions options, int seed)
    {
        (float[] frequencies, double projectionsPerValue) = PathSelection.Candidates[0];
        frequencies = [.. options.Frequencies ?? frequencies];
        projectionsPerValue = options.ProjectionsPerValue ?? projectionsPerValue;
        var parts = new ModalityPath[rows.Columns.Count];
        for (int m = 0; m < parts.Length; m++)
        {
            int length = rows.Columns.Lengths[m];
            int[] there = [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.IsPresent(m, row))];
            var lift = length > LongestLifted
                ? new PeriodicLift(length, [], projection: null)
                : PeriodicLift.Draw(length, frequencies, (int)Math.Round(projectionsPerValue * length), new PortableRandom(seed, m));
            float[] scaled = rows.Take(there).Values(m).ToArray();
            scaling.Modalities[m].Apply(scaled);
            parts[m] = ModalityPath.Learn(scaled, withinClasses ? [.. there.Select(row => rows.Labels[row])] : new int[there.Length], lift, options.Shrinkage);
        }
        return new DirectPath(parts);
    }
}
