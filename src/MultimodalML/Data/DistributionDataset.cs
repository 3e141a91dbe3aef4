using Microsoft.ML;

namespace MultimodalML.Data;

/// <summary>Synthetic multimodal data with known distributions, so that the best accuracy anyone can reach is known as well.</summary>
/// <remarks>
/// <para>Each class and modality draws its kind, uniform or normal with equal chance, and for each dimension a centre from U(0, 1) and a standard deviation of
/// spread × U(0.5, 1.5). Dimensions are independent; a uniform of standard deviation s reaches s√3 to each side of its centre.</para>
/// <para>A seed gives the same data, to the last bit, on every machine. Items of a class do not depend on how many classes or items are drawn.</para>
/// </remarks>
public sealed class DistributionDataset
{
    private const int ShapeStream = 0, TrainStream = 1, TestStream = 2;

    private readonly ItemDistribution[,] _distributions; // [class, modality]

    /// <summary>Draws the distributions; items are drawn when they are asked for.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DistributionDataset(DistributionDatasetOptions? options = null)
    {
        Options = options ?? new DistributionDatasetOptions();
        Options.Validate();
        Columns = new ModalityColumns([.. Options.Dimensions.Select((_, m) => $"Modality{m}")], Options.Dimensions);
        _distributions = new ItemDistribution[Options.ClassCount, Columns.Count];
        for (int c = 0; c < Options.ClassCount; c++)
        {
            for (int m = 0; m < Columns.Count; m++)
            {
                _distributions[c, m] = new ItemDistribution(Options.Dimensions[m], Options.Spreads[m], new PortableRandom(Options.Seed, ShapeStream, c, m));
            }
        }
    }

    /// <summary>The settings.</summary>
    public DistributionDatasetOptions Options { get; }

    /// <summary>Columns "Modality0", "Modality1" … and their lengths.</summary>
    public ModalityColumns Columns { get; }

    /// <summary>Training items of the first classes, class by class. Labels are class indices.</summary>
    /// <param name="classCount">How many classes, from class 0; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">More classes than there are, or none.</exception>
    public ModalityBatch Train(int? classCount = null) => Draw(TrainStream, Options.TrainPerClass, classCount);

    /// <summary>Test items of the first classes, class by class. Labels are class indices.</summary>
    /// <inheritdoc cref="Train" path="/param|/exception"/>
    public ModalityBatch Test(int? classCount = null) => Draw(TestStream, Options.TestPerClass, classCount);

    /// <summary>Items as a data view: the modality columns, and "Label", a key whose values are the class names "0", "1" …</summary>
    /// <param name="batch">From <see cref="Train"/> or <see cref="Test"/>, or either with modalities left out (they are NaN).</param>
    public static IDataView ToDataView(ModalityBatch batch) => new BatchDataView(batch);

    /// <summary>The accuracy of the classifier that knows the distributions: no other does better on average.</summary>
    /// <remarks>It ranks the classes of the pool by the density of the item, all classes being equally likely; log-densities are computed in double. Of equal densities the lower class index ranks first.</remarks>
    /// <param name="items">Items of this data set, such as <see cref="Test"/>; a missing modality is left out of the density.</param>
    /// <param name="poolSize">Classes that compete, from class 0; items of other classes are passed over. Null for all.</param>
    /// <param name="k">How many first ranks count as a hit, at least 1.</param>
    /// <returns>Share of items whose class is among the first k, 0 to 1.</returns>
    /// <exception cref="ArgumentException">The items have other columns, or none is of the pool.</exception>
    public double BayesAccuracy(ModalityBatch items, int? poolSize = null, int k = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        int pool = Pool(poolSize);
        if (!items.Columns.Lengths.SequenceEqual(Columns.Lengths))
        {
            throw new ArgumentException($"The items have dimensions [{string.Join(", ", items.Columns.Lengths)}], this data set [{string.Join(", ", Columns.Lengths)}].", nameof(items));
        }

        double[] densities = new double[pool];
        int hits = 0, count = 0;
        for (int row = 0; row < items.RowCount; row++)
        {
            int label = items.Labels[row];
            if ((uint)label < (uint)pool)
            {
                count++;
                LogDensities(items, row, densities);
                hits += Rank(densities, label) < k ? 1 : 0;
            }
        }

        return count > 0 ? (double)hits / count : throw new ArgumentException($"No item is of the classes 0 to {pool - 1}.", nameof(items));
    }

    private static int Rank(ReadOnlySpan<double> densities, int label)
    {
        int better = 0;
        for (int c = 0; c < densities.Length; c++)
        {
            better += densities[c] > densities[label] || (densities[c] == densities[label] && c < label) ? 1 : 0;
        }

        return better;
    }

    private void LogDensities(ModalityBatch items, int row, Span<double> densities)
    {
        densities.Clear();
        for (int m = 0; m < Columns.Count; m++)
        {
            if (items.IsPresent(m, row))
            {
                for (int c = 0; c < densities.Length; c++)
                {
                    densities[c] += _distributions[c, m].LogDensity(items.Row(m, row));
                }
            }
        }
    }

    private ModalityBatch Draw(int stream, int perClass, int? classCount)
    {
        int classes = Pool(classCount);
        float[][] values = [.. Columns.Lengths.Select(length => new float[checked(classes * perClass * length)])];
        int[] labels = new int[classes * perClass];
        for (int c = 0; c < classes; c++)
        {
            labels.AsSpan(c * perClass, perClass).Fill(c);
            for (int m = 0; m < Columns.Count; m++)
            {
                int block = perClass * Columns.Lengths[m];
                _distributions[c, m].Fill(values[m].AsSpan(c * block, block), new PortableRandom(Options.Seed, stream, c, m));
            }
        }

        return ModalityBatch.FromArrays(Columns, values, labels, classes);
    }

    private int Pool(int? classCount)
    {
        int classes = classCount ?? Options.ClassCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1, nameof(classCount));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, Options.ClassCount, nameof(classCount));
        return classes;
    }
}
