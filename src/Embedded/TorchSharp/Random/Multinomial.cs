using System.Numerics.Tensors;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Draws places by weight, row by row.</summary>
internal static class Multinomial
{
    public static TensorData Draw(TensorData weights, int count, bool replacement, RandomSource source)
    {
        if (weights.Rank is not (1 or 2)) { throw TorchError.Of($"prob_dist must be 1 or 2 dim; got {Shapes.Describe(weights.Shape)}"); }
        int places = Rows.Length(weights);
        if (count <= 0) { throw TorchError.Of($"cannot sample n_sample <= 0 samples: {count}"); }
        if (!replacement && count > places) { throw TorchError.Of($"cannot sample n_sample > prob_dist.size(-1) samples without replacement: {count} of {places}"); }

        Span<long> shape = stackalloc long[weights.Rank];
        weights.Shape.CopyTo(shape);
        shape[^1] = count;
        TensorData result = TensorData.Empty(shape, ScalarType.Int64);
        if (replacement && count > 1) { WithReplacement(weights, count, source, result); }
        else { WithoutReplacement(weights, count, source, result); }
        return result;
    }

    // The largest w / Exp(1) is at each place with a probability proportional to w (and so on for the next).
    private static void WithoutReplacement(TensorData weights, int count, RandomSource source, TensorData result)
    {
        int places = Rows.Length(weights);
        using TensorData keys = weights.EmptyLike();
        source.Exponential(keys.Span<float>());
        TensorPrimitives.Divide<float>(weights.Span<float>(), keys.Span<float>(), keys.Span<float>());
        var order = new int[places];
        for (int row = 0; row < Rows.Count(weights); row++)
        {
            RequireWeights(weights.Span<float>().Slice(row * places, places), replacement: false, count);
            for (int i = 0; i < places; i++) { order[i] = i; }
            float[] key = keys.Span<float>().Slice(row * places, places).ToArray();
            Array.Sort(key, order);
            for (int i = 0; i < count; i++) { result.Span<long>()[(row * count) + i] = order[places - 1 - i]; }
        }
    }

    private static void WithReplacement(TensorData weights, int count, RandomSource source, TensorData result)
    {
        int places = Rows.Length(weights);
        var sums = new double[places];
        var draws = new double[count];
        for (int row = 0; row < Rows.Count(weights); row++)
        {
            ReadOnlySpan<float> weight = weights.Span<float>().Slice(row * places, places);
            RequireWeights(weight, replacement: true, count);
            double sum = 0;
            for (int i = 0; i < places; i++) { sums[i] = sum += weight[i]; }
            source.Uniform(draws);
            for (int i = 0; i < count; i++)
            {
                int place = Array.BinarySearch(sums, draws[i] * sum);
                place = place < 0 ? ~place : place + 1;
                while (weight[Math.Min(place, places - 1)] == 0 && place < places - 1) { place++; }
                result.Span<long>()[(row * count) + i] = Math.Min(place, places - 1);
            }
        }
    }

    private static void RequireWeights(ReadOnlySpan<float> weights, bool replacement, int count)
    {
        int usable = 0;
        foreach (float weight in weights)
        {
            if (!(weight >= 0) || float.IsInfinity(weight)) { throw TorchError.Of("probability tensor contains either `inf`, `nan` or element < 0"); }
            usable += weight > 0 ? 1 : 0;
        }
        if (usable == 0) { throw TorchError.Of("invalid multinomial distribution (sum of probabilities <= 0)"); }
        if (!replacement && usable < count) { throw TorchError.Of($"invalid multinomial distribution (with replacement=False, not enough non-negative category to sample): {count} of {usable}"); }
    }
}
