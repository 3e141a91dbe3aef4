using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class ContrastiveLossTests
{
    private static readonly long[] s_labels = [0, 1, 0, 2, 1, 0];

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void Compute_RandomRows_AgreesWithLoopOverPairs(double margin)
    {
        using var scope = NewDisposeScope();
        Tensor rows = Values.Random(new Random(2), 6, 4);
        double[][] x = Values.Rows(rows);
        List<double> same = [], different = [];
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                double squared = Values.SquaredDistance(x[i], x[j]);
                if (i != j && s_labels[i] == s_labels[j])
                {
                    same.Add(squared);
                }
                else if (i != j)
                {
                    different.Add(Math.Pow(Math.Max(0, margin - Math.Sqrt(squared)), 2));
                }
            }
        }

        using Tensor loss = new ContrastiveLoss(margin).Compute(rows, tensor(s_labels));
        double expected = 0.5 * same.Average() + 0.5 * different.Average();
        Assert.Equal(expected, loss.item<float>(), tolerance: 1e-5 * expected);
    }

    [Fact] // same class 3 apart: ½ · 9; other class 1 and √10 away, margin 2: ½ · mean(1, 0)
    public void Compute_ThreePoints_IsHandWorkedValue()
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor([0f, 0, 3, 0, 0, 1], [3, 2]);
        Assert.Equal(4.5 + 0.25, new ContrastiveLoss(margin: 2).Compute(rows, tensor([7L, 7, 8])).item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Compute_EqualRowsOfTwoClasses_HasFiniteGradient()
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor([1f, 2, 1, 2], [2, 2]).requires_grad_();
        new ContrastiveLoss().Compute(rows, tensor([0L, 1])).backward();
        Assert.All(rows.grad!.data<float>().ToArray(), g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences() =>
        GradientCheck.Run([[6, 4]], inputs => new ContrastiveLoss(margin: 3).Compute(inputs[0], tensor(s_labels)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Constructor_MarginNotPositive_Throws(double margin) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContrastiveLoss(margin));
}
