namespace MultimodalML.Kernels;

/// <summary>The gradient of a fully connected layer's weight.</summary>
internal static unsafe class WeightGradient
{
    private const int NarrowInput = 16; // fewer inputs than a vector holds are better the rows of the product

    [ThreadStatic]
    private static AlignedBuffer? s_transposed;

    /// <summary>weight [outputs, inputs] = dYᵀ·X.</summary>
    /// <param name="rows">Rows of dY and X.</param>
    /// <param name="outputs">Columns of dY.</param>
    /// <param name="inputs">Columns of X.</param>
    /// <param name="gradient">dY [rows, outputs].</param>
    /// <param name="gradientStride">Distance of dY's rows.</param>
    /// <param name="input">X [rows, inputs].</param>
    /// <param name="inputStride">Distance of X's rows.</param>
    /// <param name="weight">Written; must not overlap dY or X.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Compute(int rows, int outputs, int inputs, ReadOnlySpan<float> gradient, int gradientStride, ReadOnlySpan<float> input, int inputStride, Span<float> weight)
    {
        MatrixSpan.Check(weight.Length, outputs, inputs, "weight", nameof(weight));
        if (inputs >= NarrowInput)
        {
            MatrixProduct.Multiply(outputs, inputs, rows, gradient, gradientStride, true, input, inputStride, false, weight, inputs);
            return;
        }

        Span<float> transposed = new((s_transposed ??= new AlignedBuffer()).Request(inputs * outputs), inputs * outputs);
        MatrixProduct.Multiply(inputs, outputs, rows, input, inputStride, true, gradient, gradientStride, false, transposed, outputs);
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                weight[(j * inputs) + i] = transposed[(i * outputs) + j];
            }
        }
    }
}
