namespace TorchSharp;

/// <summary>The lower or upper triangle of matrices; 0 elsewhere.</summary>
internal static class Triangle
{
    public static TensorData Apply(TensorData x, long diagonal, bool isLower)
    {
        if (x.Rank < 2)
        {
            throw TorchError.Of($"{(isLower ? "tril" : "triu")}: input tensor must have at least 2 dimensions");
        }
        (long rows, long columns) = (x.Shape[^2], x.Shape[^1]);
        using TensorData mask = TensorData.Empty([rows, columns], torch.ScalarType.Bool);
        Span<bool> inside = mask.Span<bool>();
        for (int i = 0; i < inside.Length; i++)
        {
            (long row, long column) = Math.DivRem(i, columns);
            inside[i] = isLower ? column - row <= diagonal : column - row >= diagonal;
        }
        using TensorData zero = TensorData.Zeros([], x.Type);
        return Where.Apply(mask, x, zero);
    }
}
