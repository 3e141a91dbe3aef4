using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Kernels;

namespace MultimodalML.Fusion;

/// <summary>One modality's part of the <see cref="DirectPath"/>: a lift, then an affine map.</summary>
internal sealed class ModalityPath
{
    private const double Floor = 1e-3; // added to deviations: a lifted value that never varies must not be blown up

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
    /// <param name="labels">A class a row; all the same to whiten the whole covariance.</param>
    /// <param name="lift">What lifts them.</param>
    /// <param name="shrinkage">a, above 0, at most 1.</param>
    public static ModalityPath Learn(ReadOnlySpan<float> scaled, int[] labels, PeriodicLift lift, double shrinkage)
    {
        int width = lift.Length;
        var lifted = new float[labels.Length * width];
        if (labels.Length > 0)
        {
            lift.Apply(scaled, labels.Length, lifted, new float[lift.ScratchLength(labels.Length)]);
        }

        float[] mean = ClassMeans.Mean(lifted, width);
        int freedom = Math.Max(ClassMeans.Subtract(lifted, width, labels), 1);

        var matrix = new float[width * width];
        MatrixProduct.Multiply(width, width, labels.Length, lifted, width, true, lifted, width, false, matrix, width);
        double[] deviation = [.. Enumerable.Range(0, width).Select(i => Math.Sqrt(matrix[(i * width) + i] / freedom) + Floor)];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                double correlation = matrix[(i * width) + j] / freedom / (deviation[i] * deviation[j]);
                matrix[(i * width) + j] = (float)(((1 - shrinkage) * correlation) + (i == j ? shrinkage : 0));
            }
        }

        float[] inverse = CholeskyFactor.Inverse(matrix, width);
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                matrix[(i * width) + j] = (float)(inverse[(j * width) + i] / deviation[i]); // D⁻¹ L⁻ᵀ
            }
        }

        var bias = new float[width];
        MatrixProduct.Multiply(1, width, width, mean, matrix, bias);
        TensorPrimitives.Negate(bias, bias);
        return new ModalityPath(lift, new DenseLayer(width, width, matrix, bias, Activation.None));
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
