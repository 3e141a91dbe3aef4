using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Losses;

/// <summary>Which pairs of a batch belong together: what every loss over labelled pairs starts from.</summary>
internal static class PairMasks
{
    /// <summary>[B, B], 1 where row i and row j are two rows of one class, else 0; the diagonal is 0.</summary>
    public static Tensor Same(Tensor labels)
    {
        Tensor same = Equal(labels);
        using Tensor diagonal = same.diagonal().zero_();
        return same;
    }

    /// <summary>[B, B], 1 where row i and row j are of two classes, else 0.</summary>
    public static Tensor Different(Tensor labels)
    {
        using var scope = NewDisposeScope();
        return labels.unsqueeze(1).ne(labels.unsqueeze(0)).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>[B, B], 1 where row i and row j are of one class, the diagonal too, else 0.</summary>
    public static Tensor Equal(Tensor labels)
    {
        using Tensor column = labels.unsqueeze(1);
        using Tensor equal = column.eq(labels);
        return equal.to_type(ScalarType.Float32);
    }

    /// <summary>What makes a sum over all pairs ½ (mean of those of one class) + ½ (mean of the others); a row with itself, on the diagonal, weighs 0.</summary>
    /// <param name="same">As <see cref="Equal"/> gives it.</param>
    public static Tensor BalancedWeights(Tensor same)
    {
        using Tensor sum = same.sum();
        double rows = same.size(0), sameCount = sum.item<float>() - rows, differentCount = rows * (rows - 1) - sameCount;
        (double ofSame, double ofDifferent) = (0.5 / Math.Max(1, sameCount), 0.5 / Math.Max(1, differentCount));
        Tensor weights = (same * (ofSame - ofDifferent)).add_(ofDifferent);
        using Tensor diagonal = weights.diagonal().zero_();
        return weights;
    }

    /// <summary>½ (mean of <paramref name="same"/>'s pairs) + ½ (mean of <paramref name="different"/>'s pairs); a kind without pairs adds 0.</summary>
    public static Tensor BalancedMean(Tensor same, Tensor sameTerms, Tensor different, Tensor differentTerms) =>
        0.5 * ((same * sameTerms).sum() / same.sum().clamp_min(1) + (different * differentTerms).sum() / different.sum().clamp_min(1));

    public static void Check(string loss, Tensor embeddings, Tensor labels)
    {
        if (embeddings.dim() != 2 || labels.dim() != 1 || embeddings.size(0) != labels.size(0))
        {
            Throw.ShapesDiffer(loss, embeddings.shape, labels.shape, "a holds one embedding a row, [B, D], and b its class, [B]");
        }
    }
}
