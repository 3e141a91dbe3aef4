using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class CosinePairLossTests
{
    private static readonly long[] s_labels = [0, 1, 0, 2, 1, 0];

    [Theory]
    [InlineData(CosinePairError.CrossEntropy)]
    [InlineData(CosinePairError.SquaredError)]
    public void Compute_RandomRows_AgreesWithLoopOverPairs(CosinePairError error)
    {
        using var scope = NewDisposeScope();
        Tensor rows = Values.Random(new Random(1), 6, 4);
        double[][] x = Values.Rows(rows);
        List<double> same = [], different = [];
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                if (i != j)
                {
                    double p = (Values.Cosine(x[i], x[j]) + 1) / 2;
                    bool alike = s_labels[i] == s_labels[j];
                    double distance = alike ? 1 - p : p;
                    (alike ? same : different).Add(error == CosinePairError.SquaredError ? distance * distance : -Math.Log(1 - distance));
                }
            }
        }

        using Tensor loss = new CosinePairLoss(error).Compute(rows, tensor(s_labels));
        Assert.Equal(0.5 * same.Average() + 0.5 * different.Average(), loss.item<float>(), tolerance: 1e-5);
    }

    [Fact] // one pair of a class at right angles: p = 1/2, so ½ · ln 2; no pair of two classes
    public void Compute_OnePairAtRightAngles_IsHalfOfLogTwo()
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor([1f, 0, 0, 3], [2, 2]);
        Assert.Equal(0.5 * Math.Log(2), new CosinePairLoss().Compute(rows, tensor([4L, 4])).item<float>(), tolerance: 1e-6);
        Assert.Equal(0.125, new CosinePairLoss(CosinePairError.SquaredError).Compute(rows, tensor([4L, 4])).item<float>(), tolerance: 1e-6);
    }

    [Fact]
    public void Compute_OppositeRowsOfOneClass_IsFinite()
    {
        using var scope = NewDisposeScope();
        Tensor rows = tensor([1f, 0, -1, 0, 0, 0], [3, 2]);
        Assert.True(float.IsFinite(new CosinePairLoss().Compute(rows, tensor([0L, 0, 1])).item<float>()));
    }

    [Theory]
    [InlineData(CosinePairError.CrossEntropy)]
    [InlineData(CosinePairError.SquaredError)]
    public void Compute_Gradient_AgreesWithDifferences(CosinePairError error) =>
        GradientCheck.Run([[6, 4]], inputs => new CosinePairLoss(error).Compute(inputs[0], tensor(s_labels)));

    [Fact]
    public void Compute_LabelsOfAnotherCount_SaysBothShapes()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new CosinePairLoss().Compute(ones(4, 2), tensor([1L, 2, 3])));
        Assert.Contains("[4, 2]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[3]", error.Message, StringComparison.Ordinal);
    }
}
