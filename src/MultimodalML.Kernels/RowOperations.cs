using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary>Operations along the rows of a dense row-major matrix [rows, columns]; source and destination may be the same span.</summary>
internal static class RowOperations
{
    /// <summary>yᵢⱼ = e^(xᵢⱼ − maxᵢ) / Σⱼ e^(xᵢⱼ − maxᵢ). A NaN, or +∞, or a row of −∞ only makes its row NaN.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Softmax(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        Check(rows, columns, source, destination);
        for (int i = 0; i < rows && columns > 0; i++)
        {
            ReadOnlySpan<float> x = source.Slice(i * columns, columns);
            Span<float> y = destination.Slice(i * columns, columns);
            float sum = Exponential.OfShifted(x, LargestNumber(x), y);
            TensorPrimitives.Multiply(y, 1 / sum, y);
        }
    }

    /// <summary>ln Σⱼ e^xᵢⱼ of each row, without overflow. −∞ for a row that is empty or all −∞, +∞ where it holds +∞, NaN where it holds NaN.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void LogSumExp(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        MatrixSpan.Check(source.Length, rows, columns, "source", nameof(source));
        MatrixSpan.Check(destination.Length, rows, 1, "destination", nameof(destination));
        Span<float> part = stackalloc float[256];
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> x = source.Slice(i * columns, columns);
            float max = LargestNumber(x);
            if (!float.IsFinite(max))
            {
                destination[i] = columns == 0 ? max : TensorPrimitives.Max(x); // which finds a NaN too
                continue;
            }

            float sum = 0;
            for (; !x.IsEmpty; x = x[Math.Min(part.Length, x.Length)..])
            {
                Span<float> y = part[..Math.Min(part.Length, x.Length)];
                sum += Exponential.OfShifted(x[..y.Length], max, y);
            }
            destination[i] = max + MathF.Log(sum);
        }
    }

    /// <summary>yᵢ = xᵢ / max(|xᵢ|₂, epsilon): rows of length 1; a row of zeros stays zero.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Normalize(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination, float epsilon = 1e-12f)
    {
        Check(rows, columns, source, destination);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> x = source.Slice(i * columns, columns);
            float norm = MathF.Sqrt(TensorPrimitives.SumOfSquares(x));
            TensorPrimitives.Divide(x, norm < epsilon ? epsilon : norm, destination.Slice(i * columns, columns)); // a NaN stays one
        }
    }

    /// <summary>Σⱼ xᵢⱼ² of each row.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void SumsOfSquares(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        MatrixSpan.Check(source.Length, rows, columns, "source", nameof(source));
        MatrixSpan.Check(destination.Length, rows, 1, "destination", nameof(destination));
        for (int i = 0; i < rows; i++)
        {
            destination[i] = TensorPrimitives.SumOfSquares(source.Slice(i * columns, columns));
        }
    }

    /// <summary>The largest value that is not NaN; −∞ if there is none.</summary>
    private static float LargestNumber(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var largest = new Vector<float>(float.NegativeInfinity);
        foreach (Vector<float> x in vectors)
        {
            largest = Vector.ConditionalSelect(Vector.GreaterThan(x, largest), x, largest);
        }

        float result = float.NegativeInfinity;
        for (int i = 0; i < Vector<float>.Count; i++)
        {
            result = largest[i] > result ? largest[i] : result;
        }
        foreach (float x in values[(vectors.Length * Vector<float>.Count)..])
        {
            result = x > result ? x : result;
        }
        return result;
    }

    private static void Check(int rows, int columns, ReadOnlySpan<float> source, Span<float> destination)
    {
        MatrixSpan.Check(source.Length, rows, columns, "source", nameof(source));
        MatrixSpan.Check(destination.Length, rows, columns, "destination", nameof(destination));
    }
}
