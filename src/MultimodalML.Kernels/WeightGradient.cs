using System.Numerics.Tensors;

namespace MultimodalML.Kernels;

/// <summary>The gradients of a fully connected layer's weight and bias: many rows, folded into a small matrix.</summary>
/// <remarks>A result too small to share among threads is computed for parts of the rows, which are added in their order: the bits do not depend on the number of threads.</remarks>
internal static unsafe class WeightGradient
{
    private const int FewestRows = 128; // for two parts
    private const int RowsOfPart = 256; // where there are more
    private const int MostParts = 8;
    private const int LargestFolded = 1 << 15; // weights beyond are shared among threads as they are
    private const int NarrowInput = 16; // fewer inputs than a vector holds are better the rows of the product

    [ThreadStatic]
    private static AlignedBuffer? s_parts;

    /// <summary>weight [outputs, inputs] = dYᵀ·X, bias [outputs] = Σ dY.</summary>
    /// <param name="rows">Rows of dY and X.</param>
    /// <param name="outputs">Columns of dY.</param>
    /// <param name="inputs">Columns of X.</param>
    /// <param name="gradient">dY [rows, outputs].</param>
    /// <param name="input">X [rows, inputs].</param>
    /// <param name="weight">Written; must not overlap dY or X.</param>
    /// <param name="bias">Written; empty when not wanted.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Compute(int rows, int outputs, int inputs, ReadOnlySpan<float> gradient, ReadOnlySpan<float> input, Span<float> weight, Span<float> bias)
    {
        MatrixSpan.Check(gradient.Length, rows, outputs, "gradient", nameof(gradient));
        MatrixSpan.Check(input.Length, rows, inputs, "input", nameof(input));
        MatrixSpan.Check(weight.Length, outputs, inputs, "weight", nameof(weight));
        MatrixSpan.Check(bias.IsEmpty ? outputs : bias.Length, 1, outputs, "bias", nameof(bias));
        int size = outputs * inputs;
        bool isNarrow = inputs < NarrowInput;
        int parts = (long)outputs * inputs > LargestFolded || rows < FewestRows ? 1 : Math.Clamp(rows / RowsOfPart, 2, MostParts);
        if (size == 0 || (parts == 1 && !isNarrow))
        {
            MatrixProduct.Multiply(outputs, inputs, rows, gradient, outputs, true, input, inputs, false, weight, inputs);
            if (!bias.IsEmpty)
            {
                ColumnSums.Compute(rows, outputs, gradient, bias);
            }
            return;
        }

        float* sums = (s_parts ??= new AlignedBuffer()).Request(parts * (size + outputs));
        fixed (float* dy = gradient, x = input)
        {
            var job = new Job { Rows = rows, Outputs = outputs, Inputs = inputs, Parts = parts, Gradient = dy, Input = x, Sums = sums, IsNarrow = isNarrow, HasBias = !bias.IsEmpty };
            Parallelism.For(parts, 1, job);
        }
        Span<float> folded = isNarrow ? new Span<float>(sums, size) : weight[..size];
        Fold(sums, parts, size + outputs, folded);
        if (!bias.IsEmpty)
        {
            Fold(sums + size, parts, size + outputs, bias[..outputs]);
        }
        for (int i = 0; isNarrow && i < inputs; i++) // the product is the weight transposed
        {
            for (int j = 0; j < outputs; j++)
            {
                weight[(j * inputs) + i] = folded[(i * outputs) + j];
            }
        }
    }

    /// <summary>The sum of the parts, in their order; the destination may be the first.</summary>
    private static void Fold(float* sums, int parts, int distance, Span<float> destination)
    {
        ReadOnlySpan<float> sum = new(sums, destination.Length);
        if (parts == 1)
        {
            sum.CopyTo(destination);
            return;
        }
        for (int part = 1; part < parts; part++)
        {
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(sums + ((nint)part * distance), destination.Length), destination);
            sum = destination;
        }
    }

    private struct Job : IRangeJob
    {
        public int Rows, Outputs, Inputs, Parts;
        public float* Gradient, Input, Sums;
        public bool IsNarrow, HasBias;

        public readonly void Run(int from, int to)
        {
            for (int part = from; part < to; part++)
            {
                int first = (int)((long)part * Rows / Parts), count = (int)((part + 1L) * Rows / Parts) - first;
                ReadOnlySpan<float> dy = new(Gradient + ((nint)first * Outputs), count * Outputs), x = new(Input + ((nint)first * Inputs), count * Inputs);
                int size = Outputs * Inputs;
                Span<float> sum = new(Sums + ((nint)part * (size + Outputs)), size + Outputs);
                if (IsNarrow)
                {
                    MatrixProduct.Multiply(Inputs, Outputs, count, x, Inputs, true, dy, Outputs, false, sum[..size], Outputs);
                }
                else
                {
                    MatrixProduct.Multiply(Outputs, Inputs, count, dy, Outputs, true, x, Inputs, false, sum[..size], Inputs);
                }
                if (HasBias)
                {
                    ColumnSums.Compute(count, Outputs, dy, sum[size..]);
                }
            }
        }
    }
}
