using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class PairAgreementLossTests
{
    private static readonly float[] s_alike = [1, 0, 1, 0, 1, 0, 1, 0, 1];
    private static readonly float[] s_weights = [1, 2, 0, 0.5f, 1, 0, 3, 1, 1];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compute_RandomProbabilities_AgreesWithLoopOverPairs(bool weighted)
    {
        using var scope = NewDisposeScope();
        Tensor p = Values.Random(new Random(1), 3, 4).softmax(1), q = Values.Random(new Random(2), 3, 4).softmax(1);
        double[][] x = Values.Rows(p), y = Values.Rows(q);
        (double sum, double weights) = (0, 0);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double chance = Values.Dot(x[i], y[j]);
                double weight = weighted ? s_weights[(i * 3) + j] : 1;
                sum -= weight * (s_alike[(i * 3) + j] == 1 ? Math.Log(chance) : Math.Log(1 - chance));
                weights += weight;
            }
        }

        using Tensor loss = new PairAgreementLoss().Compute(p, q, tensor(s_alike, [3, 3]), weighted ? tensor(s_weights, [3, 3]) : null);

        Assert.Equal(sum / weights, loss.item<float>(), tolerance: 1e-5);
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
        using Tensor alike = tensor(s_alike, [3, 3]), weights = tensor(s_weights, [3, 3]);
        GradientCheck.Run([[3, 4], [3, 4]], inputs => new PairAgreementLoss().Compute(inputs[0].softmax(1), inputs[1].softmax(1), alike, weights));
    }

    [Fact]
    public void Compute_ShapesDoNotFit_SaysThem()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => new PairAgreementLoss().Compute(ones(3, 4), ones(3, 2), eye(3))).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2]", Assert.Throws<ArgumentException>(() => new PairAgreementLoss().Compute(ones(3, 4), ones(3, 4), eye(2))).Message, StringComparison.Ordinal);
    }
}
