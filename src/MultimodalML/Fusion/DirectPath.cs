using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Networks;

namespace MultimodalML.Fusion;

/// <summary>The path beside the network: each modality's scaled values, lifted and whitened within classes, in closed form.</summary>
/// <remarks>
/// <para>With F the lifted values (<see cref="PeriodicLift"/>), S their covariance within classes, D² its diagonal and R = (1 − a) D⁻¹SD⁻¹ + aI = LLᵀ: path(x) = (F(x) − mean F) D⁻¹ L⁻ᵀ.
/// Squared distances on it are Mahalanobis distances of the lifted values, so that nearest class means are the decisions of a linear discriminant analysis, for classes that were never seen
/// too: it keeps what the input had, where a network forgets what it was not asked about.</para>
/// <para>Each modality stands for itself; a missing one is all 0, the mean. So every subset of modalities gets what it would get alone.</para>
/// <para>Source: linear discriminant analysis (Fisher 1936) with a shrunken correlation matrix (Friedman 1989, "Regularized Discriminant Analysis").</para>
/// </remarks>
internal sealed class DirectPath
{
    private const int MostRows = 8_000; // more change the directions of largest scatter no longer

    /// <summary>Longest modality that is lifted.</summary>
    public const int LongestLifted = 256; // a longer modality is whitened as it is: lifted, its matrix would have millions of values

    /// <summary>No path.</summary>
    public static DirectPath None { get; } = new([]);

    private readonly int[] _starts; // where each part's values begin

    /// <param name="parts">One a modality, or none.</param>
    /// <param name="isSum">Whether their values add up, all to the same length, instead of standing one after the other.</param>
    /// <exception cref="InvalidDataException">Parts of a sum differ in length.</exception>
    public DirectPath(IReadOnlyList<ModalityPath> parts, bool isSum = false)
    {
        if (isSum && (parts.Count == 0 || parts.Any(part => part.Length != parts[0].Length)))
        {
            throw new InvalidDataException($"Parts of [{string.Join(", ", parts.Select(part => part.Length))}] values cannot add up.");
        }

        (Parts, IsSum) = (parts, isSum);
        _starts = new int[parts.Count];
        for (int m = 0; m < parts.Count && !isSum; m++)
        {
            _starts[m] = Length;
            Length += parts[m].Length;
        }
        Length = isSum ? parts[0].Length : Length;
    }

    /// <summary>One a modality; none without a path.</summary>
    public IReadOnlyList<ModalityPath> Parts { get; }

    /// <summary>Whether the parts' values add up.</summary>
    public bool IsSum { get; }

    /// <summary>Values that the path adds to an embedding.</summary>
    public int Length { get; }

    /// <summary>Floats of scratch space for so many rows of any modality.</summary>
    public int ScratchLength(int count)
    {
        int most = 0;
        for (int m = 0; m < Parts.Count; m++)
        {
            most = Math.Max(most, Parts[m].ScratchLength(count));
        }
        return most + (IsSum ? count * Length : 0);
    }

    /// <summary>Writes or adds what one modality gives; the modalities come in order.</summary>
    /// <param name="modality">Its number.</param>
    /// <param name="scaled">[count, length], row-major.</param>
    /// <param name="present">Which rows have it.</param>
    /// <param name="output">Where the first row's values begin.</param>
    /// <param name="stride">From row to row of the output.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>.</param>
    public void Apply(int modality, ReadOnlySpan<float> scaled, ReadOnlySpan<bool> present, Span<float> output, int stride, Span<float> scratch)
    {
        int count = present.Length;
        ModalityPath part = Parts[modality];
        if (!IsSum)
        {
            Span<float> own = output[_starts[modality]..];
            part.Apply(scaled, count, own, stride, scratch);
            for (int row = 0; row < count; row++)
            {
                if (!present[row])
                {
                    own.Slice(row * stride, part.Length).Clear();
                }
            }
            return;
        }

        Span<float> values = scratch[..(count * Length)];
        part.Apply(scaled, count, values, Length, scratch[values.Length..]);
        for (int row = 0; row < count; row++)
        {
            Span<float> sum = output.Slice(row * stride, Length);
            if (modality == 0)
            {
                sum.Clear();
            }
            if (present[row])
            {
                TensorPrimitives.Add(sum, values.Slice(row * Length, Length), sum);
            }
        }
    }

    /// <summary>The directions in which the parts together scatter most, in the place of the parts themselves: where rows scatter more than within a class, classes lie apart, also such as nobody named.</summary>
    /// <param name="rows">Rows to learn the directions from, labelled or not.</param>
    /// <param name="scaling">What scales them.</param>
    /// <param name="length">Directions wanted; more than there are values means all.</param>
    /// <param name="seed">Seed of the search.</param>
    public DirectPath Reduced(ModalityBatch rows, FeatureScaling scaling, int length, int seed)
    {
        (float[] values, float[] means) = Centred(rows.Take(FusionValidation.Thinned([.. Enumerable.Range(0, rows.RowCount)], MostRows)), scaling);
        (float[] directions, _) = PrincipalDirections.Find(values, Length, Math.Min(length, Length), new PortableRandom(seed, -2));
        return Onto(directions, means);
    }

    /// <summary>Learns the maps from some rows.</summary>
    /// <param name="rows">Training rows. Those without a label count where all rows do: for principal components, and for the total covariance.</param>
    /// <param name="scaling">What scales them.</param>
    /// <param name="withinClasses">Whether rows have labels to whiten within; else, and for a modality that no labelled row has, the whole covariance is whitened.</param>
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
            (float[] scaled, int[] there) = Scaled(rows, m, scaling);
            int[] labels = withinClasses ? [.. there.Select(row => rows.Labels[row])] : new int[there.Length];
            if (length > options.PrincipalComponents && there.Length > 0)
            {
                float[] components = Components(rows, m, scaling, options.PrincipalComponents.Value, seed);
                parts[m] = ModalityPath.LearnAlong(scaled, labels, components, options.Shrinkage, options.TotalShare);
                continue;
            }

            var lift = length > LongestLifted
                ? new PeriodicLift(length, [], projection: null)
                : PeriodicLift.Draw(length, frequencies, (int)Math.Round(projectionsPerValue * length), new PortableRandom(seed, m));
            parts[m] = ModalityPath.Learn(scaled, labels, lift, options.Shrinkage, options.TotalShare);
        }
        return new DirectPath(parts);
    }

    /// <summary>The values of some rows, [rows, length], less the mean of those that have the modality, and that mean; 0 where a modality is missing. Not for a sum.</summary>
    public (float[] Values, float[] Means) Centred(ModalityBatch rows, FeatureScaling scaling)
    {
        float[] values = new FusionModel(rows.Columns, scaling, this, FusionNetworkShape.None, []).Score(rows);
        var means = new float[Length];
        for (int m = 0; m < Parts.Count; m++)
        {
            (int modality, int start) = (m, _starts[m]);
            int[] there = [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.IsPresent(modality, row))];
            Span<float> mean = means.AsSpan(start, Parts[m].Length);
            foreach (int row in there)
            {
                TensorPrimitives.Add(mean, values.AsSpan((row * Length) + start, mean.Length), mean);
            }
            TensorPrimitives.Divide(mean, Math.Max(there.Length, 1), mean);
            foreach (int row in there)
            {
                Span<float> own = values.AsSpan((row * Length) + start, mean.Length);
                TensorPrimitives.Subtract(own, mean, own);
            }
        }
        return (values, means);
    }

    /// <summary>This path less a mean, seen along some directions: the parts add up. Not for a sum.</summary>
    /// <param name="directions">[directions, <see cref="Length"/>], row-major.</param>
    /// <param name="means">[<see cref="Length"/>].</param>
    public DirectPath Onto(float[] directions, float[] means) =>
        new([.. Parts.Select((part, m) => part.Onto(directions, Length, _starts[m], means))], isSum: true);

    private static (float[] Values, int[] Rows) Scaled(ModalityBatch rows, int modality, FeatureScaling scaling)
    {
        int[] there = [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.IsPresent(modality, row))];
        float[] scaled = rows.Take(there).Values(modality).ToArray();
        scaling.Modalities[modality].Apply(scaled);
        return (scaled, there);
    }

    /// <summary>Directions in which a modality's scaled values scatter most, [count, length].</summary>
    private static float[] Components(ModalityBatch rows, int modality, FeatureScaling scaling, int count, int seed)
    {
        int length = rows.Columns.Lengths[modality];
        (float[] scaled, int[] there) = Scaled(rows.Take(FusionValidation.Thinned([.. Enumerable.Range(0, rows.RowCount)], MostRows)), modality, scaling);
        ClassMeans.Subtract(scaled, length, new int[there.Length]);
        return PrincipalDirections.Find(scaled, length, count, new PortableRandom(seed, modality)).Directions;
    }
}
