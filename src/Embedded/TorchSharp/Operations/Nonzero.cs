using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Where values are not 0.</summary>
internal static class Nonzero
{
    /// <summary>[count, rank], Int64: the position of each, in row-major order.</summary>
    public static TensorData Values(TensorData x)
    {
        using TensorData truth = Cast.To(x, ScalarType.Bool);
        using TensorData contiguous = Copy.Contiguous(truth);
        ReadOnlySpan<byte> isSet = contiguous.Bytes();
        int count = isSet.Length - isSet.Count((byte)0);
        TensorData result = TensorData.Empty([count, x.Rank], ScalarType.Int64);
        Span<long> positions = result.Span<long>();
        int row = 0;
        for (int i = 0; i < isSet.Length; i++)
        {
            if (isSet[i] == 0)
            {
                continue;
            }
            long rest = i;
            for (int d = x.Rank - 1; d >= 0; d--)
            {
                (rest, positions[(row * x.Rank) + d]) = Math.DivRem(rest, x.Size(d));
            }
            row++;
        }
        return result;
    }
}
