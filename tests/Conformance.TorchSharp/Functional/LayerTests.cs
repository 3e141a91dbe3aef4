using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Conformance.TorchSharp.Functional;

// Values: torch.nn.functional of PyTorch 1.13.0 on x and y below.
public class LayerTests
{
    private static Tensor X => tensor(new float[] { -1.5f, 0.5f, 2, 0.25f, -0.75f, 1 }, 2, 3);

    private static Tensor Y => tensor(new float[] { 1, -0.5f, 0.25f, 0.5f, 0.5f, -1 }, 2, 3);

    private static Tensor Weight => tensor(new float[] { 1.5f, 0.5f, 2 });

    private static Tensor Bias => tensor(new float[] { 0.1f, -0.2f, 0.3f });

    [Fact]
    public void Linear_SmallMatrix_IsXWTransposedPlusB()
    {
        using Tensor weight = tensor(new float[] { 1, 2, 3, -1, 0, 1 }, 2, 3);
        using Tensor bias = tensor(new float[] { 0.5f, -1 });
        Near.Equal([6, 2.5, 2.25, -0.25], F.linear(X, weight, bias));
        Near.Equal([5.5, 3.5, 1.75, 0.75], F.linear(X, weight));
    }

    [Fact]
    public void Linear_AnyLeadingDimensions_KeepsThem()
    {
        Assert.Equal([2, 4, 5], F.linear(rand(2, 4, 3), rand(5, 3)).shape);
        Assert.Equal([5], F.linear(rand(3), rand(5, 3)).shape);
    }

    [Fact]
    public void Linear_Gradient_AgreesWithDifferences()
    {
        GradientCheck.Run(x => F.linear(x[0], x[1], x[2]), rand(4, 3), rand(2, 3), rand(2));
        GradientCheck.Run(x => F.linear(x[0].transpose(0, 1), x[1]), rand(3, 4), rand(2, 3));
        GradientCheck.Run(x => F.linear(x[0], x[1], x[2]), rand(2, 3, 4), rand(2, 4), rand(2));
    }

    [Fact]
    public void Linear_LargerThanATile_AgreesWithTheSum()
    {
        manual_seed(2);
        using Tensor x = randn(131, 67), w = randn(45, 67), b = randn(45);
        double[] xs = Near.Values(x), ws = Near.Values(w), bs = Near.Values(b);
        double[] expected = [.. from i in Enumerable.Range(0, 131) from j in Enumerable.Range(0, 45) select bs[j] + Enumerable.Range(0, 67).Sum(k => xs[(i * 67) + k] * ws[(j * 67) + k])];
        Near.Equal(expected, F.linear(x, w, b), 1e-4);
    }

    [Fact]
    public void Linear_WidthsDiffer_Throws() => Assert.Throws<ExternalException>(() => F.linear(rand(2, 3), rand(4, 5)));

    [Fact]
    public void Normalize_RowsColumnsAndOtherNorms_ArePyTorchs()
    {
        Near.Equal([-0.5883484, 0.1961161, 0.7844645, 0.1961161, -0.5883484, 0.7844645], F.normalize(X));
        Near.Equal([-0.375, 0.125, 0.5, 0.125, -0.375, 0.5], F.normalize(X, p: 1));
        Near.Equal([-0.9863939, 0.5547002, 0.8944272, 0.164399, -0.8320503, 0.4472136], F.normalize(X, dim: 0));
        Near.Equal([0, 0], F.normalize(zeros(1, 2)));
    }

    [Fact]
    public void Normalize_Gradient_AgreesWithDifferences()
    {
        GradientCheck.Run(x => F.normalize(x[0]), X);
        GradientCheck.Run(x => F.normalize(x[0], dim: 0), X);
    }

    [Fact]
    public void CosineSimilarity_RowsAndColumns_ArePyTorchs()
    {
        Near.Equal([-0.4279605, -0.8006407], F.cosine_similarity(X, Y));
        Near.Equal([-0.808736, -0.9805807, -0.2169305], F.cosine_similarity(X, Y, dim: 0));
        Near.Equal([-0.4279605, -0.8006407], nn.CosineSimilarity().call(X, Y));
    }

    [Fact]
    public void CosineSimilarity_Broadcast_ComparesAllPairs()
    {
        using Tensor all = F.cosine_similarity(X.reshape(2, 1, 3), Y.reshape(1, 2, 3), dim: 2);
        Assert.Equal([2, 2], all.shape);
        Assert.Equal(-0.4279605, Near.Values(all)[0], 1e-5);
        Assert.Equal(-0.8006407, Near.Values(all)[3], 1e-5);
    }

    [Fact]
    public void CosineSimilarity_Gradient_AgreesWithDifferences()
    {
        GradientCheck.Run(x => F.cosine_similarity(x[0], x[1]), X, Y);
        GradientCheck.Run(x => F.cosine_similarity(x[0], x[1], dim: 0), X, Y);
    }

    [Fact]
    public void PairwiseDistance_TwoNorms_ArePyTorchs()
    {
        Near.Equal([3.211308, 2.371708], F.pairwise_distance(X, Y));
        Near.Equal([5.250001, 3.499999], F.pairwise_distance(X, Y, p: 1));
        Assert.Equal([2, 1], nn.PairwiseDistance(keepdim: true).call(X, Y).shape);
        GradientCheck.Run(x => F.pairwise_distance(x[0], x[1]), X, Y);
    }

    [Fact]
    public void LayerNorm_WithAndWithoutScale_IsPyTorchs()
    {
        Near.Equal([-1.278721, 0.1162474, 1.162474, 0.1162465, -1.278712, 1.162465], F.layer_norm(X, [3]));
        Near.Equal([-1.818081, -0.1418763, 2.624947, 0.2743698, -0.8393558, 2.62493], F.layer_norm(X, [3], Weight, Bias));
    }

    [Fact]
    public void LayerNorm_Gradient_AgreesWithDifferences()
    {
        GradientCheck.Run(x => F.layer_norm(x[0], [3], x[1], x[2]), X, Weight, Bias);
        GradientCheck.Run(x => F.layer_norm(x[0], [2, 3], x[1], x[2]), rand(4, 2, 3), rand(2, 3), rand(2, 3));
        GradientCheck.Run(x => F.layer_norm(x[0], [3]), X);
    }

    [Fact]
    public void LayerNorm_ShapeDoesNotFit_Throws() => Assert.Throws<ExternalException>(() => F.layer_norm(X, [4]));

    [Fact]
    public void OneHot_ClassNumbers_BecomeRows()
    {
        using Tensor rows = F.one_hot(tensor(new long[] { 2, 0 }), 4);
        Assert.Equal(ScalarType.Int64, rows.dtype);
        Assert.Equal([0, 0, 1, 0, 1, 0, 0, 0], rows.data<long>().ToArray());
        Assert.Equal([2, 3], F.one_hot(tensor(new long[] { 2, 0 })).shape);
    }

    [Fact]
    public void OneHot_OtherType_Throws() => Assert.Throws<ArgumentException>(() => F.one_hot(rand(2)));

    [Fact]
    public void Dropout_Training_ZeroesAShareAndScalesTheRest()
    {
        manual_seed(4);
        double[] values = Near.Values(F.dropout(ones(10000), 0.25));
        Assert.All(values, v => Assert.True(v == 0 || Math.Abs(v - (1 / 0.75)) < 1e-6));
        Assert.Equal(0.25, values.Count(v => v == 0) / 10000.0, tolerance: 0.02);
    }

    [Fact]
    public void Dropout_NotTraining_ChangesNothing() => Near.Equal(Near.Values(X), F.dropout(X, 0.5, training: false));

    [Fact]
    public void Dropout_Gradient_IsTheMask()
    {
        using Tensor x = ones(100).requires_grad_();
        using Tensor dropped = F.dropout(x, 0.5);
        dropped.sum().backward();
        Near.Equal(Near.Values(dropped), x.grad!);
    }

    [Fact]
    public void Embedding_Rows_AndTheirGradient()
    {
        using var embedding = nn.Embedding_from_pretrained(tensor(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2), freeze: false);
        using Tensor rows = embedding.call(tensor(new long[] { 2, 0, 2 }));
        Near.Equal([5, 6, 1, 2, 5, 6], rows);
        rows.sum().backward();
        Near.Equal([1, 1, 0, 0, 2, 2], embedding.weight!.grad!);
    }
}
