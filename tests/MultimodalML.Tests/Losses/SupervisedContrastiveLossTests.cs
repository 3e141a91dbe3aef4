using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class SupervisedContrastiveLossTests
{
    private static readonly long[] s_labels = [0, 1, 0, 2, 1, 0]; // row 3 has no partner

    [Fact]
    public void Compute_RandomRows_AgreesWithLoopOverRows()
    {
        using var scope = NewDisposeScope();
        const double Temperature = 0.3;
        Tensor rows = Values.Random(new Random(3), 6, 4);
        double[][] x = Values.Rows(rows);
        var terms = new List<double>();
        for (int i = 0; i < 6; i++)
        {
            int[] others = [.. Enumerable.Range(0, 6).Where(a => a != i)];
            double denominator = others.Sum(a => Math.Exp(Values.Cosine(x[i], x[a]) / Temperature));
            int[] partners = [.. others.Where(p => s_labels[p] == s_labels[i])];
            if (partners.Length > 0)
            {
                terms.Add(-partners.Average(p => Math.Log(Math.Exp(Values.Cosine(x[i], x[p]) / Temperature) / denominator)));
            }
        }

        using Tensor loss = new SupervisedContrastiveLoss(Temperature).Compute(rows, tensor(s_labels));
        Assert.Equal(terms.Average(), loss.item<float>(), tolerance: 1e-5);
    }

    [Fact] // all rows alike: every other row has probability 1/3
    public void Compute_AllRowsAlike_IsLogOfOthers()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Math.Log(3), new SupervisedContrastiveLoss().Compute(ones(4, 2), tensor([0L, 0, 1, 1])).item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Compute_NoRowHasPartner_IsZeroWithZeroGradient()
    {
        using var scope = NewDisposeScope();
        Tensor rows = Values.Random(new Random(4), 3, 2).requires_grad_();
        Tensor loss = new SupervisedContrastiveLoss().Compute(rows, tensor([0L, 1, 2]));
        loss.backward();
        Assert.Equal(0, loss.item<float>());
        Assert.All(rows.grad!.data<float>().ToArray(), g => Assert.Equal(0, g));
    }

    [Fact] // a repeated row is a partner: repeating rows of a class is no worse than not
    public void Compute_RepeatedRow_IsNoNegative()
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor([1f, 0, 1, 0, -1, 0, -1, 0], [4, 2]);
        Assert.Equal(0, new SupervisedContrastiveLoss(0.05).Compute(rows, tensor([0L, 0, 1, 1])).item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences() =>
        GradientCheck.Run([[6, 4]], inputs => new SupervisedContrastiveLoss(0.5).Compute(inputs[0], tensor(s_labels)));

    [Fact]
    public void Constructor_TemperatureZero_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SupervisedContrastiveLoss(0));
}
