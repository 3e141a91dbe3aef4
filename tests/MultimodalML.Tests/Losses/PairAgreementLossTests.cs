using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class PairAgreementLossTests
{
    private static readonly float[] s_alike = [1, 0, 1, 0, 1, 0, 1, 0, 1];

    [Fact]
    public void Compute_RandomProbabilities_AgreesWithLoopOverPairs()
    {
        using var scope = NewDisposeScope();
        Tensor p = Values.Random(new Random(1), 3, 4).softmax(1), q = Values.Random(new Random(2), 3, 4).softmax(1);
        double[][] x = Values.Rows(p), y = Values.Rows(q);
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double chance = Values.Dot(x[i], y[j]);
                sum -= s_alike[(i * 3) + j] == 1 ? Math.Log(chance) : Math.Log(1 - chance);
            }
        }

        using Tensor loss = new PairAgreementLoss().Compute(p, q, tensor(s_alike, [3, 3]));

        Assert.Equal(sum / 9, loss.item<float>(), tolerance: 1e-5);
    }

    [Fact] // sure and right: nothing to learn; sure and wrong: finite
    public void Compute_CertainRows_IsNearZeroOrFinite()
    {
        using var scope = NewDisposeScope();
        Tensor certain = eye(3);
        Assert.Equal(0, new PairAgreementLoss().Compute(certain, certain, eye(3)).item<float>(), tolerance: 1e-5);
        Assert.InRange(new PairAgreementLoss().Compute(certain, certain, 1 - eye(3)).item<float>(), 10, 20);
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences()
    {
        using Tensor alike = tensor(s_alike, [3, 3]);
        GradientCheck.Run([[3, 4], [3, 4]], inputs => new PairAgreementLoss().Compute(inputs[0].softmax(1), inputs[1].softmax(1), alike));
    }

    [Fact]
    public void Compute_ShapesDoNotFit_SaysThem()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => new PairAgreementLoss().Compute(ones(3, 4), ones(3, 2), eye(3))).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2]", Assert.Throws<ArgumentException>(() => new PairAgreementLoss().Compute(ones(3, 4), ones(3, 4), eye(2))).Message, StringComparison.Ordinal);
    }
}
