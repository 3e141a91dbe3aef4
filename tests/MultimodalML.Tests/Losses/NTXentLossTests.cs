using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class NTXentLossTests
{
    [Fact]
    public void Compute_RandomViews_AgreesWithLoopOverPairs()
    {
        using var scope = NewDisposeScope();
        const double Temperature = 0.4;
        var random = new Random(5);
        (Tensor a, Tensor b) = (Values.Random(random, 5, 3), Values.Random(random, 5, 3));
        double[][] z = [.. Values.Rows(a), .. Values.Rows(b)];
        double sum = 0;
        for (int i = 0; i < 10; i++)
        {
            double denominator = Enumerable.Range(0, 10).Where(k => k != i).Sum(k => Math.Exp(Values.Cosine(z[i], z[k]) / Temperature));
            sum -= Math.Log(Math.Exp(Values.Cosine(z[i], z[(i + 5) % 10]) / Temperature) / denominator);
        }

        using Tensor loss = new NTXentLoss(Temperature).Compute(a, b);
        Assert.Equal(sum / 10, loss.item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Compute_AllViewsAlike_IsLogOfOtherViews()
    {
        using Tensor rows = ones(4, 2);
        using Tensor loss = new NTXentLoss().Compute(rows, rows);
        Assert.Equal(Math.Log(7), loss.item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences() =>
        GradientCheck.Run([[4, 3], [4, 3]], inputs => new NTXentLoss().Compute(inputs[0], inputs[1]));

    [Fact]
    public void Compute_ViewsOfAnotherShape_SaysBothShapes()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new NTXentLoss().Compute(ones(4, 2), ones(3, 2)));
        Assert.Contains("a is [4, 2] and b is [3, 2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_TemperatureNegative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new NTXentLoss(-1));
}
