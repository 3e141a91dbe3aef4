using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class ReconstructionLossTests
{
    [Fact]
    public void Compute_SomeRowsMissing_IsMeanOverThoseThere()
    {
        using var scope = NewDisposeScope();
        Tensor rebuilt = tensor([1f, 2, 9, 9, 0, 4], [3, 2]);
        Tensor target = tensor([0f, 0, 0, 0, 0, 1], [3, 2]);
        Tensor presence = tensor([1f, 0, 1], [3, 1]);
        Assert.Equal((1 + 4 + 0 + 9) / 4.0, new ReconstructionLoss().Compute(rebuilt, target, presence).item<float>(), tolerance: 1e-6);
    }

    [Fact]
    public void Compute_NoPresence_IsMeanSquaredError()
    {
        using var scope = NewDisposeScope();
        var random = new Random(7);
        (Tensor a, Tensor b) = (Values.Random(random, 4, 3), Values.Random(random, 4, 3));
        double expected = Values.Rows(a).Zip(Values.Rows(b), Values.SquaredDistance).Sum() / 12;
        Assert.Equal(expected, new ReconstructionLoss().Compute(a, b).item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Compute_AllRowsMissing_IsZero()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, new ReconstructionLoss().Compute(ones(2, 2), zeros(2, 2), zeros(2, 1)).item<float>());
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences() =>
        GradientCheck.Run([[4, 3], [4, 3]], inputs => new ReconstructionLoss().Compute(inputs[0], inputs[1], tensor([1f, 0, 1, 1], [4, 1])));
}
