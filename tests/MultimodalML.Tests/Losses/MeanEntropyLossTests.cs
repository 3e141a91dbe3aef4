using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class MeanEntropyLossTests
{
    [Fact]
    public void Compute_RandomProbabilities_AgreesWithFormula()
    {
        using var scope = NewDisposeScope();
        Tensor probabilities = Values.Random(new Random(1), 5, 3).softmax(1);
        double[][] rows = Values.Rows(probabilities);
        double[] means = [.. Enumerable.Range(0, 3).Select(c => rows.Average(row => row[c]))];

        using Tensor loss = new MeanEntropyLoss().Compute(probabilities);

        Assert.Equal(Math.Log(3) + means.Sum(mean => mean * Math.Log(mean)), loss.item<float>(), tolerance: 1e-6);
    }

    [Fact]
    public void Compute_AllInOneOrSpreadEvenly_IsLogOfCountOrZero()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Math.Log(4), new MeanEntropyLoss().Compute(eye(4).narrow(0, 1, 1)).item<float>(), tolerance: 1e-6);
        Assert.Equal(0, new MeanEntropyLoss().Compute(eye(4)).item<float>(), tolerance: 1e-6);
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences() => GradientCheck.Run([[5, 3]], inputs => new MeanEntropyLoss().Compute(inputs[0].softmax(1)));

    [Fact]
    public void Compute_NoMatrix_Throws()
    {
        using Tensor row = ones(3);
        Assert.Throws<ArgumentException>(() => new MeanEntropyLoss().Compute(row));
    }
}
