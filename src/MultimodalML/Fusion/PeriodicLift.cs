using System.Numerics.Tensors;
using MultimodalML.Kernels;
using MultimodalML.Persistence;

namespace MultimodalML.Fusion;

/// <summary>Adds periodic functions of the values, so that a linear map behind them can bend: z → [z, sin ω₁z, cos ω₁z, sin ω₂z, ..., cos(Pz + b)].</summary>
/// <remarks>
/// <para>P is random normal of deviation 1/√length, b uniform in [0, 2π). Source of the last part: Rahimi and Recht 2007, "Random Features for Large-Scale Kernel Machines", algorithm 1;
/// the others are the same along the axes, at fixed frequencies.</para>
/// </remarks>
internal sealed class PeriodicLift
{
    private const float Largest = 1000; // far outliers: beyond it sine and cosine say nothing, and the vector routines leave their common path
    private const int Lane = 16; // the widest vector: whole vectors only, so that a value's bits do not depend on its neighbours

    private readonly float[] _frequencies;
    private readonly DenseLayer? _projection;

    /// <exception cref="InvalidDataException">The projection has another length.</exception>
    public PeriodicLift(int inputLength, float[] frequencies, DenseLayer? projection)
    {
        if (projection is not null && projection.InputLength != inputLength)
        {
            throw new InvalidDataException($"A projection of {projection.InputLength} values stands behind {inputLength}.");
        }
        (InputLength, _frequencies, _projection) = (inputLength, frequencies, projection);
        Length = (inputLength * (1 + (2 * frequencies.Length))) + (projection?.OutputLength ?? 0);
    }

    /// <summary>Values of a row.</summary>
    public int InputLength { get; }

    /// <summary>Values of a lifted row.</summary>
    public int Length { get; }

    /// <summary>A lift with so many random projections.</summary>
    public static PeriodicLift Draw(int inputLength, float[] frequencies, int projections, PortableRandom random)
    {
        if (projections == 0)
        {
            return new PeriodicLift(inputLength, frequencies, null);
        }

        var weights = new float[inputLength * projections];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(random.NextNormal() / Math.Sqrt(inputLength));
        }

        var phases = new float[projections];
        for (int i = 0; i < projections; i++)
        {
            phases[i] = (float)(random.NextDouble() * 2 * Math.PI);
        }
        return new PeriodicLift(inputLength, frequencies, new DenseLayer(inputLength, projections, weights, phases, Activation.None));
    }

    /// <summary>Floats of scratch space for <see cref="Apply"/> of so many rows.</summary>
    public int ScratchLength(int count) => 2 * Padded(count * Math.Max(InputLength, _projection?.OutputLength ?? 0));

    /// <param name="rows">[count, input length], row-major.</param>
    /// <param name="count">Rows.</param>
    /// <param name="lifted">[count, <see cref="Length"/>]; overwritten.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>.</param>
    public void Apply(ReadOnlySpan<float> rows, int count, Span<float> lifted, Span<float> scratch)
    {
        Place(rows, InputLength, lifted);
        int padded = Padded(rows.Length);
        Span<float> angles = scratch[..padded], results = scratch.Slice(padded, padded);
        int column = InputLength;
        foreach (float frequency in _frequencies)
        {
            angles[rows.Length..].Clear();
            TensorPrimitives.Clamp(rows, -Largest, Largest, angles);
            TensorPrimitives.Multiply(angles, frequency, angles);
            TensorPrimitives.Sin(angles, results);
            Place(results[..rows.Length], InputLength, lifted[column..]);
            TensorPrimitives.Cos(angles, results);
            Place(results[..rows.Length], InputLength, lifted[(column + InputLength)..]);
            column += 2 * InputLength;
        }

        if (_projection is { } projection)
        {
            int values = count * projection.OutputLength;
            padded = Padded(values);
            angles = scratch[..padded];
            results = scratch.Slice(padded, padded);
            projection.Apply(count, rows, angles, projection.OutputLength);
            angles[values..].Clear();
            TensorPrimitives.Clamp(angles, -Largest, Largest, angles);
            TensorPrimitives.Cos(angles, results);
            Place(results[..values], projection.OutputLength, lifted[column..]);
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(InputLength);
        writer.WriteArray<float>(_frequencies);
        writer.Write(_projection is not null);
        _projection?.Write(writer);
    }

    public static PeriodicLift Read(BinaryReader reader) =>
        new(reader.ReadInt32(), reader.ReadArray<float>(), reader.ReadBoolean() ? DenseLayer.Read(reader) : null);

    private static int Padded(int values) => (values + Lane - 1) / Lane * Lane;

    private void Place(ReadOnlySpan<float> values, int length, Span<float> target)
    {
        for (int row = 0; row * length < values.Length; row++)
        {
            values.Slice(row * length, length).CopyTo(target[(row * Length)..]);
        }
    }
}
