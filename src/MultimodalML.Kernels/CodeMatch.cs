namespace MultimodalML.Kernels;

/// <summary>Two rows of codes that agree in enough places.</summary>
/// <param name="First">The lower index.</param>
/// <param name="Second">The higher index.</param>
/// <param name="Count">Equal places.</param>
internal readonly record struct CodeMatch(int First, int Second, int Count);
