using ApiConformance;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Modules;

// Values: PyTorch 1.13.0, torch.manual_seed(7) before each module or function.
public class InitializationTests
{
    public InitializationTests() => manual_seed(7);

    [Fact]
    public void Linear_Seeded_StartsAsPyTorchs()
    {
        using Linear linear = nn.Linear(3, 2);
        Near.Equal([0.04032508, -0.3477921, 0.1838418, 0.1811613, -0.3085804, -0.08653163], linear.weight, 1e-6);
        Near.Equal([-0.3382279, 0.1498066], linear.bias!, 1e-6);
    }

    [Fact]
    public void Linear_WithoutBias_HasNone()
    {
        using Linear linear = nn.Linear(3, 2, hasBias: false);
        Assert.Null(linear.bias);
        Assert.Equal(["weight"], linear.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void Embedding_Seeded_StartsAsPyTorchs()
    {
        using Embedding embedding = nn.Embedding(4, 3);
        Near.Equal([-0.1467951, 0.7861413, 0.9468216, -1.114344, 1.69079, -0.8948279, -0.355625, 1.232386, 0.1381727, -1.682199, 0.3176783, 0.132807], embedding.weight!, 1e-6);
    }

    [Fact]
    public void XavierUniform_Seeded_IsPyTorchs() =>
        Near.Equal([0.07651146, -0.6598892, 0.3488154, 0.3437294, -0.5854901, -0.1641822], nn.init.xavier_uniform_(zeros(2, 3)), 1e-6);

    [Fact]
    public void KaimingNormal_Seeded_IsPyTorchs() =>
        Near.Equal([-0.1198577, 0.6418817, 0.7730766, -0.9098581, 1.380524, -0.7306239], nn.init.kaiming_normal_(zeros(2, 3)), 1e-6);

    [Fact]
    public void KaimingUniform_BeforeRelu_IsPyTorchs() =>
        Near.Equal(
            [0.09877586, -0.8519132, 0.4503187, 0.4437527, -0.7558644, -0.2119583],
            nn.init.kaiming_uniform_(zeros(2, 3), nonlinearity: nn.init.NonlinearityType.ReLU), 1e-6);

    [Fact]
    public void ConstantOnesZerosEye_FillWhatTheySay()
    {
        Near.Equal([2.5, 2.5], nn.init.constant_(zeros(2), 2.5));
        Near.Equal([1, 1], nn.init.ones_(zeros(2)));
        Near.Equal([0, 0], nn.init.zeros_(ones(2)));
        Near.Equal([1, 0, 0, 0, 1, 0], nn.init.eye_(ones(2, 3)));
    }

    [Fact]
    public void Orthogonal_RowsOrColumns_AreOrthonormal()
    {
        using Tensor wide = nn.init.orthogonal_(zeros(3, 5), gain: 2);
        Near.Equal([4, 0, 0, 0, 4, 0, 0, 0, 4], wide.mm(wide.t()));
        using Tensor tall = nn.init.orthogonal_(zeros(5, 3));
        Near.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], tall.t().mm(tall));
    }

    [Fact]
    public void TruncNormal_StaysWithinBounds()
    {
        double[] values = Near.Values(nn.init.trunc_normal_(zeros(1000), a: -1, b: 0.5));
        Assert.All(values, v => Assert.InRange(v, -1, 0.5));
    }

    [EmbeddedFact(typeof(torch))] // TorchSharp 0.107 takes mean and standard deviation for each other: all values are then the same
    public void TruncNormal_SpreadsOverItsBounds()
    {
        double[] values = Near.Values(nn.init.trunc_normal_(zeros(1000), a: -1, b: 0.5));
        Assert.True(values.Max() - values.Min() > 1);
    }

    [Fact]
    public void CalculateGain_IsTheTextbooks()
    {
        Assert.Equal(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU), 1e-12);
        Assert.Equal(5.0 / 3, nn.init.calculate_gain(nn.init.NonlinearityType.Tanh), 1e-12);
        Assert.Equal(Math.Sqrt(2 / 1.04), nn.init.calculate_gain(nn.init.NonlinearityType.LeakyReLU, 0.2), 1e-12);
    }

    [Fact]
    public void FanInAndFanOut_OfAVector_Throws() => Assert.Throws<ArgumentException>(() => nn.init.CalculateFanInAndFanOut(zeros(3)));
}
