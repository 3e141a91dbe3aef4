using System.Numerics.Tensors;
using MultimodalML.Persistence;

namespace MultimodalML.Prototypes;

/// <summary>Prototypes of some classes, and the classification by the nearest: the class of an embedding is that of its nearest prototype.</summary>
/// <remarks>
/// <para>Never changes, so any number of threads may use it; <see cref="WithClass"/> and <see cref="WithoutClass"/> give a new set.</para>
/// <para>p(class c | x) = exp(−d(c) / T) / Σ exp(−d(c′) / T), where d(c) is the distance of x to the nearest prototype of c and T the temperature.
/// Source: Snell et al., "Prototypical Networks for Few-shot Learning", NeurIPS 2017, equations 1 and 2.</para>
/// </remarks>
public sealed class PrototypeSet
{
    private readonly float[][] _prototypes; // [class] → [prototypes of it, Length]; unit length for cosine
    private readonly PackedPrototypes _packed;

    internal PrototypeSet(int length, PrototypeDistance distance, double temperature, float[][] prototypes)
    {
        (Length, Distance, Temperature, _prototypes) = (length, distance, temperature, prototypes);
        _packed = new PackedPrototypes(length, distance, prototypes);
    }

    /// <summary>Values of an embedding.</summary>
    public int Length { get; }

    /// <summary>How far an embedding is from a prototype.</summary>
    public PrototypeDistance Distance { get; }

    /// <summary>Divides the distances before the softmax.</summary>
    public double Temperature { get; }

    /// <summary>Classes, with or without prototypes.</summary>
    public int ClassCount => _prototypes.Length;

    /// <summary>Makes prototypes from labelled embeddings.</summary>
    /// <param name="rows">[n, length], row-major, finite.</param>
    /// <param name="length">Values of an embedding.</param>
    /// <param name="labels">One a row, 0 to <paramref name="classCount"/> − 1.</param>
    /// <param name="classCount">Classes. One without rows gets no prototype: it is never predicted, and its probability is 0.</param>
    /// <param name="options">Distance, support, prototypes a class, temperature; null for the defaults. A null seed is 1 here; column names do not matter.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, there is no row, or a value is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or an option is out of range.</exception>
    public static PrototypeSet Build(
        ReadOnlySpan<float> rows, int length, ReadOnlySpan<int> labels, int classCount, PrototypeOptions? options = null) =>
        PrototypeBuilder.Build(rows, length, labels, classCount, options ?? new PrototypeOptions());

    /// <summary>The prototypes of a class, row-major, [prototypes, <see cref="Length"/>]; empty when it has none. Unit length when the distance is cosine.</summary>
    public ReadOnlySpan<float> Prototypes(int classIndex) => _prototypes[classIndex];

    /// <summary>The distance of embeddings to the nearest prototype of each class.</summary>
    /// <param name="rows">[n, <see cref="Length"/>], row-major.</param>
    /// <param name="distances">[n, <see cref="ClassCount"/>]; overwritten, +∞ for a class without prototypes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Distances(ReadOnlySpan<float> rows, Span<float> distances)
    {
        int count = rows.Length / Length;
        if (rows.Length != count * Length || distances.Length != count * ClassCount)
        {
            throw new ArgumentException($"{rows.Length} values and {distances.Length} results; {Length} values give {ClassCount} results.", nameof(rows));
        }

        _packed.Distances(rows, distances);
    }

    /// <summary>The probabilities of the classes; their order is that of the distances.</summary>
    /// <param name="rows">[n, <see cref="Length"/>], row-major.</param>
    /// <param name="probabilities">[n, <see cref="ClassCount"/>]; overwritten. Each row sums to 1; 0 for a class without prototypes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Probabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        Distances(rows, probabilities);
        for (int row = 0; row * ClassCount < probabilities.Length; row++)
        {
            DistanceSoftmax.Apply(probabilities.Slice(row * ClassCount, ClassCount), Temperature);
        }
    }

    /// <summary>The class of an embedding: that of the nearest prototype, the lowest of equally near ones; −1 when no class has a prototype.</summary>
    /// <exception cref="ArgumentException">The embedding has another length.</exception>
    public int Classify(ReadOnlySpan<float> row)
    {
        float[] distances = new float[ClassCount];
        Distances(row, distances);
        return Nearest(distances);
    }

    /// <summary>This set with a class more, or with new prototypes for one. Nothing is trained; the temperature stays.</summary>
    /// <param name="classIndex">0 to <see cref="ClassCount"/> − 1 to replace a class, <see cref="ClassCount"/> to add one.</param>
    /// <param name="rows">Embeddings of the class, [n, <see cref="Length"/>], row-major, finite.</param>
    /// <param name="options">Support, prototypes and seed; its distance and temperature do not count.</param>
    /// <exception cref="ArgumentException">There is no row, the length does not fit, or a value is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index or an option is out of range.</exception>
    public PrototypeSet WithClass(int classIndex, ReadOnlySpan<float> rows, PrototypeOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classIndex, ClassCount);
        float[] made = PrototypeBuilder.BuildClass(rows, Length, classIndex, (options ?? new PrototypeOptions()) with { Distance = Distance });
        float[][] prototypes = classIndex == ClassCount ? [.. _prototypes, made] : [.. _prototypes];
        prototypes[classIndex] = made;
        return new PrototypeSet(Length, Distance, Temperature, prototypes);
    }

    /// <summary>This set without a class's prototypes: it is never predicted, and its probability is 0. The other classes keep their indices.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public PrototypeSet WithoutClass(int classIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(classIndex, ClassCount);
        float[][] prototypes = [.. _prototypes];
        prototypes[classIndex] = [];
        return new PrototypeSet(Length, Distance, Temperature, prototypes);
    }

    /// <summary>The nearest class, or −1 when no class has a prototype.</summary>
    internal static int Nearest(ReadOnlySpan<float> distances)
    {
        int nearest = TensorPrimitives.IndexOfMin(distances);
        return float.IsPositiveInfinity(distances[nearest]) ? -1 : nearest;
    }

    internal static PrototypeSet Read(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        var distance = (PrototypeDistance)reader.ReadInt32();
        double temperature = reader.ReadDouble();
        int[] sizes = reader.ReadArray<int>();
        float[][] prototypes = [.. sizes.Select(_ => reader.ReadArray<float>())];
        bool fits = length > 0 && Enum.IsDefined(distance) && temperature > 0 && prototypes.Zip(sizes).All(pair => pair.First.Length == (long)pair.Second * length);
        return fits ? new PrototypeSet(length, distance, temperature, prototypes) : throw new InvalidDataException("The model file is damaged: its prototypes do not fit each other.");
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Length);
        writer.Write((int)Distance);
        writer.Write(Temperature);
        writer.WriteArray<int>([.. _prototypes.Select(p => p.Length / Length)]);
        foreach (float[] prototypes in _prototypes)
        {
            writer.WriteArray<float>(prototypes);
        }
    }
}
