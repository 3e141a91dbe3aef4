using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class MaskedMarginSoftmaxLossTests
{
    [Fact]
    public void Compute_RandomRows_AgreesWithLoopOverPairs()
    {
        using var scope = NewDisposeScope();
        const double Margin = 0.3;
        var random = new Random(3);
        (Tensor a, Tensor b) = (Values.Random(random, 5, 4), Values.Random(random, 5, 4));
        (double[][] x, double[][] y) = (Values.Rows(a), Values.Rows(b));
        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            double ofRow = Enumerable.Range(0, 5).Sum(j => Math.Exp(Score(i, j)));
            double ofColumn = Enumerable.Range(0, 5).Sum(j => Math.Exp(Score(j, i)));
            sum += Math.Log(ofRow) + Math.Log(ofColumn) - (2 * Score(i, i));
        }

        using Tensor loss = new MaskedMarginSoftmaxLoss(Margin).Compute(a, b);
        Assert.Equal(sum / 5, loss.item<float>(), tolerance: 1e-5);

        double Score(int i, int j) => x[i].Zip(y[j], (p, q) => p * q).Sum() - (i == j ? Margin : 0);
    }

    [Fact]
    public void Compute_AllRowsAlikeWithoutMargin_IsTwiceTheLogOfBatch()
    {
        using Tensor rows = ones(4, 2);
        using Tensor loss = new MaskedMarginSoftmaxLoss(margin: 0).Compute(rows, rows);
        Assert.Equal(2 * Math.Log(4), loss.item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences() =>
        GradientCheck.Run([[4, 3], [4, 3]], inputs => new MaskedMarginSoftmaxLoss(0.2).Compute(inputs[0], inputs[1]));

    [Fact]
    public void Compute_OtherCountOfRows_SaysBothShapes()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new MaskedMarginSoftmaxLoss().Compute(ones(4, 2), ones(3, 2)));
        Assert.Contains("a is [4, 2] and b is [3, 2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_MarginNegative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new MaskedMarginSoftmaxLoss(-1));
}
