namespace MultimodalML.Kernels;

/// <summary>Function that a matrix product applies to its result on the way out.</summary>
internal enum Activation
{
    None,

    /// <summary>max(x, 0); NaN stays NaN.</summary>
    Relu,

    Tanh,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,
}
