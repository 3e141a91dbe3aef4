using System.Numerics.Tensors;

namespace MultimodalML.Prototypes;

/// <summary>Makes the prototypes of classes from their embeddings.</summary>
internal static class PrototypeBuilder
{
    private const int DefaultSeed = 1;

    public static PrototypeSet Build(ReadOnlySpan<float> rows, int length, ReadOnlySpan<int> labels, int classCount, PrototypeOptions options)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (labels.IsEmpty || rows.Length != (long)labels.Length * length)
        {
            throw new ArgumentException($"{rows.Length} values and {labels.Length} labels; each label needs {length} values, and at least one is needed.", nameof(rows));
        }

        var prototypes = new float[classCount][];
        List<float>[] byClass = [.. Enumerable.Range(0, classCount).Select(_ => new List<float>())];
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classCount)
            {
                throw new ArgumentOutOfRangeException(nameof(labels), labels[row], $"The label of row {row} must be 0 to {classCount - 1}.");
            }

            byClass[labels[row]].AddRange(rows.Slice(row * length, length));
        }

        for (int c = 0; c < classCount; c++)
        {
            prototypes[c] = byClass[c].Count == 0 ? [] : BuildClass([.. byClass[c]], length, c, options);
        }

        var set = new PrototypeSet(length, options.Distance, 1, prototypes);
        double temperature = options.Temperature ?? TemperatureSearch.Find(set, rows, labels);
        return new PrototypeSet(length, options.Distance, temperature, prototypes);
    }

    public static float[] BuildClass(ReadOnlySpan<float> rows, int length, int classIndex, PrototypeOptions options)
    {
        options.Validate();
        int count = rows.Length / length;
        if (count == 0 || rows.Length != count * length)
        {
            throw new ArgumentException($"{rows.Length} values are no rows of {length}; at least one row is needed.", nameof(rows));
        }

        if (!TensorPrimitives.IsFiniteAll(rows))
        {
            int row = 0;
            while (TensorPrimitives.IsFiniteAll(rows.Slice(row * length, length)))
            {
                row++;
            }

            throw new ArgumentException($"Row {row} (counted from 0) of class {classIndex} holds a NaN or an infinite value; leave such rows out.", nameof(rows));
        }

        var random = new PortableRandom(options.Seed ?? DefaultSeed, classIndex); // a class's prototypes do not depend on the other classes
        float[] support = Draw(rows, length, options.SupportPerClass, random);
        bool unit = options.Distance == PrototypeDistance.Cosine;
        if (unit)
        {
            Normalize(support, length); // an average of directions: long vectors do not weigh more
        }

        float[] centres = options.PrototypesPerClass == 1 ? Average(support, length) : KMeans.FindCentres(support, length, options.PrototypesPerClass, random);
        if (unit)
        {
            Normalize(centres, length);
        }

        return centres;
    }

    private static float[] Draw(ReadOnlySpan<float> rows, int length, int? supportCount, PortableRandom random)
    {
        if (supportCount is not { } count)
        {
            return rows.ToArray();
        }

        float[] support = new float[checked(count * length)];
        for (int i = 0; i < count; i++)
        {
            rows.Slice(random.Next(rows.Length / length) * length, length).CopyTo(support.AsSpan(i * length));
        }

        return support;
    }

    private static float[] Average(ReadOnlySpan<float> rows, int length)
    {
        int count = rows.Length / length;
        double[] sums = new double[length];
        for (int i = 0; i < rows.Length; i++)
        {
            sums[i % length] += rows[i];
        }

        return [.. sums.Select(sum => (float)(sum / count))];
    }

    private static void Normalize(Span<float> rows, int length)
    {
        for (; !rows.IsEmpty; rows = rows[length..])
        {
            float norm = TensorPrimitives.Norm<float>(rows[..length]);
            if (norm > 0)
            {
                TensorPrimitives.Divide(rows[..length], norm, rows[..length]);
            }
        }
    }
}
