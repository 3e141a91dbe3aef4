using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class UnifiedContrastiveLossTests
{
    private static readonly long[] s_labels = [0, -1, 0, 1, -1, 1];
    private static readonly float[] s_present = [1, 1, 1, 1, 0, 1];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compute_RandomRows_AgreesWithLoopOverRows(bool someMissing)
    {
        using var scope = NewDisposeScope();
        const double Temperature = 0.3;
        Tensor a = Values.Random(new Random(1), 6, 4), b = Values.Random(new Random(2), 6, 4);
        double[][] x = Values.Rows(a), y = Values.Rows(b);
        int[] rows = [.. Enumerable.Range(0, 6).Where(i => !someMissing || s_present[i] == 1)];
        double expected = 0.5 * (OneWay(x, y) + OneWay(y, x));

        using Tensor loss = new UnifiedContrastiveLoss(Temperature).Compute(a, b, tensor(s_labels), someMissing ? tensor(s_present) : null);

        Assert.Equal(expected, loss.item<float>(), tolerance: 1e-5);

        double OneWay(double[][] anchors, double[][] others) => rows.Average(i =>
        {
            double all = rows.Sum(j => Math.Exp(Values.Cosine(anchors[i], others[j]) / Temperature));
            int[] positives = [.. rows.Where(j => j == i || (s_labels[i] >= 0 && s_labels[j] == s_labels[i]))];
            return -positives.Average(j => Math.Log(Math.Exp(Values.Cosine(anchors[i], others[j]) / Temperature) / all));
        });
    }

    [Fact]
    public void Compute_AllRowsAlike_IsLogOfBatch()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Math.Log(5), new UnifiedContrastiveLoss().Compute(ones(5, 3), ones(5, 3), tensor([0L, 0, 1, -1, -1])).item<float>(), tolerance: 1e-5);
    }

    [Fact]
    public void Compute_NothingPresent_IsZero()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, new UnifiedContrastiveLoss().Compute(ones(2, 3), ones(2, 3), tensor([0L, -1]), zeros(2)).item<float>());
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences()
    {
        using Tensor labels = tensor(s_labels), present = tensor(s_present);
        GradientCheck.Run([[6, 4], [6, 4]], inputs => new UnifiedContrastiveLoss(0.5).Compute(inputs[0], inputs[1], labels, present));
    }

    [Fact]
    public void Compute_ViewsOfAnotherShape_SaysBoth()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new UnifiedContrastiveLoss().Compute(ones(2, 3), ones(2, 4), tensor([0L, 1])));
        Assert.Contains("[2, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_TemperatureZero_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new UnifiedContrastiveLoss(0));
}
