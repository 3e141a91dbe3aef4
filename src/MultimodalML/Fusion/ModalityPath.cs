using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Kernels;

namespace MultimodalML.Fusion;

/// <summary>One modality's part of the <see cref="DirectPath"/>: a lift, then an affine map.</summary>
internal sealed class ModalityPath
{
    /// <exception cref="InvalidDataException">The map does not fit the lift.</exception>
    public ModalityPath(PeriodicLift lift, DenseLayer map)
    {
        if (map.InputLength != lift.Length)
        {
            throw new InvalidDataException($"A map of {map.InputLength} values stands behind a lift of {lift.Length}.");
        }
        (Lift, Map) = (lift, map);
    }

    public PeriodicLift Lift { get; }

    public DenseLayer Map { get; }

    /// <summary>Values that it adds to an embedding.</summary>
    public int Length => Map.OutputLength;

    /// <summary>Learns the map of scaled rows; of none, a map that only scales.</summary>
    /// <param name="scaled">[rows, length], row-major.</param>
    /// <param name="labels">A class a row, below 0 for none; all the same to whiten the whole covariance.</param>
    /// <param name="lift">What lifts them.</param>
    /// <param name="shrinkage">a, above 0, at most 1.</param>
    /// <param name="totalShare">Share of the covariance of all rows in that within classes.</param>
    public static ModalityPath Learn(ReadOnlySpan<float> scaled, int[] labels, PeriodicLift lift, double shrinkage, double totalShare = 0)
    {
        int width = lift.Length;
        var lifted = new float[labels.Length * width];
        if (labels.Length > 0)
        {
            lift.Apply(scaled, labels.Length, lifted, new float[lift.ScratchLength(labels.Length)]);
        }

        float[] mean = ClassMeans.Mean(lifted, width);
        float[] matrix = Whitening.Map(Whitening.Covariance(lifted, width, labels, totalShare), width, shrinkage);
        var bias = new float[width];
        MatrixProduct.Multiply(1, width, width, mean, matrix, bias);
        TensorPrimitives.Negate(bias, bias);
        return new ModalityPath(lift, new DenseLayer(width, width, matrix, bias, Activation.None));
    }

    /// <summary>Learns the map of scaled rows seen along some directions, without a lift.</summary>
    /// <param name="scaled">[rows, length], row-major.</param>
    /// <param name="labels">A class a row, below 0 for none; all the same to whiten the whole covariance.</param>
    /// <param name="directions">[directions, length], row-major.</param>
    /// <param name="shrinkage">a, above 0, at most 1.</param>
    /// <param name="totalShare">Share of the covariance of all rows in that within classes.</param>
    public static ModalityPath LearnAlong(ReadOnlySpan<float> scaled, int[] labels, float[] directions, double shrinkage, double totalShare)
    {
        int length = scaled.Length / labels.Length, count = directions.Length / length;
        var along = new float[labels.Length * count];
        MatrixProduct.Multiply(labels.Length, count, length, scaled, length, false, directions, length, true, along, count);
        ModalityPath part = Learn(along, labels, new PeriodicLift(count, [], projection: null), shrinkage, totalShare);
        (float[] weights, float[] bias) = part.Map.Values;
        var folded = new float[length * count];
        MatrixProduct.Multiply(length, count, count, directions, length, true, weights, count, false, folded, count);
        return new ModalityPath(new PeriodicLift(length, [], projection: null), new DenseLayer(length, count, folded, bias, Activation.None));
    }

    /// <summary>This part, moved by a mean and seen along some directions.</summary>
    /// <param name="directions">[directions, width], row-major: of the whole path.</param>
    /// <param name="width">Values of the whole path.</param>
    /// <param name="start">Where this part's values begin.</param>
    /// <param name="means">The whole path's mean.</param>
    public ModalityPath Onto(float[] directions, int width, int start, float[] means)
    {
        int count = directions.Length / width;
        (float[] weights, float[] bias) = Map.Values;
        var onto = new float[Lift.Length * count];
        MatrixProduct.Multiply(Lift.Length, count, Length, weights, Length, false, directions.AsSpan(start), width, true, onto, count);
        var moved = new float[Length];
        TensorPrimitives.Subtract(bias, means.AsSpan(start, Length), moved);
        var ontoBias = new float[count];
        MatrixProduct.Multiply(1, count, Length, moved, Length, false, directions.AsSpan(start), width, true, ontoBias, count);
        return new ModalityPath(Lift, new DenseLayer(Lift.Length, count, onto, ontoBias, Activation.None));
    }

    /// <summary>Floats of scratch space for <see cref="Apply"/> of so many rows.</summary>
    public int ScratchLength(int count) => (count * Lift.Length) + Lift.ScratchLength(count);

    /// <summary>Writes the part of some rows.</summary>
    /// <param name="scaled">[count, length], row-major.</param>
    /// <param name="count">Rows.</param>
    /// <param name="output">Where the first row's values begin.</param>
    /// <param name="stride">From row to row of the output.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>.</param>
    public void Apply(ReadOnlySpan<float> scaled, int count, Span<float> output, int stride, Span<float> scratch)
    {
        Span<float> lifted = scratch[..(count * Lift.Length)];
        Lift.Apply(scaled, count, lifted, scratch[lifted.Length..]);
        Map.Apply(count, lifted, output, stride);
    }

    public void Write(BinaryWriter writer)
    {
        Lift.Write(writer);
        Map.Write(writer);
    }

    public static ModalityPath Read(BinaryReader reader) => new(PeriodicLift.Read(reader), DenseLayer.Read(reader));
}
