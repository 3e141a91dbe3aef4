using MultimodalML.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Networks;

public class NetworkTests
{
    private static readonly int[] s_lengths = [3, 5, 2];

    public static TheoryData<FusionKind> Kinds => [FusionKind.Concatenate, FusionKind.Multiply, FusionKind.GatedSum];

    [Fact]
    public void ModalityEncoder_AnyRows_AgreesWithLoopOverLayers()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var encoder = new ModalityEncoder(3, 4, 2);
        Tensor input = Values.Random(new Random(1), 5, 3);
        double[][] rows = Values.Rows(input);
        foreach (var layer in encoder.Layers)
        {
            double[][] weights = Values.Rows(layer.weight!);
            float[] bias = layer.bias!.detach().data<float>().ToArray();
            rows = [.. rows.Select(row => weights.Select((w, j) => Math.Max(0, Values.Dot(w, row) + bias[j])).ToArray())];
        }

        double[][] actual = Values.Rows(encoder.call(input));
        Assert.Equal(5, actual.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(rows[i], actual[i], (a, b) => Math.Abs(a - b) < 1e-5);
        }
    }

    [Fact]
    public void ModalityEncoder_Registered_HasThreeLayers()
    {
        using var encoder = new ModalityEncoder(3, 4, 2);
        Assert.Equal(6, encoder.parameters().Count());
        Assert.Equal([[4, 3], [4, 4], [2, 4]], encoder.Layers.Select(layer => layer.weight!.shape));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FusionNetwork_Gradient_AgreesWithDifferences(FusionKind kind)
    {
        using var scope = NewDisposeScope();
        using FusionNetwork network = New(kind);
        Tensor[] inputs = Inputs(4, seed: 2);
        Tensor presence = tensor([1f, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1], [4, 3]);
        Tensor weights = Values.Random(new Random(3), network.FusedLength, 1);
        GradientCheck.Run(network, () => network.call(inputs, presence).matmul(weights).sum());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FusionNetwork_ModalityMissing_ItsValuesDoNotMatter(FusionKind kind)
    {
        using var scope = NewDisposeScope();
        using FusionNetwork network = New(kind);
        Tensor presence = tensor([1f, 0, 1], [1, 3]);
        Tensor[] some = Inputs(1, seed: 4), other = [some[0], some[1] * 7 + 1, some[2]];
        Assert.Equal(Values.Rows(network.call(some, presence))[0], Values.Rows(network.call(other, presence))[0]);
        Assert.NotEqual(Values.Rows(network.call(some, null))[0], Values.Rows(network.call(other, null))[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FusionNetwork_NothingMissing_PresenceOfOnesIsNoPresence(FusionKind kind)
    {
        using var scope = NewDisposeScope();
        using FusionNetwork network = New(kind);
        Tensor[] inputs = Inputs(3, seed: 5);
        double[][] a = Values.Rows(network.call(inputs, null)), b = Values.Rows(network.call(inputs, ones(3, 3)));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(a[i], b[i], (x, y) => Math.Abs(x - y) < 1e-5);
        }
    }

    [Fact]
    public void ReconstructionHead_Gradient_AgreesWithDifferences()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        using var head = new ReconstructionHead(4, 6, s_lengths);
        Tensor embedding = Values.Random(new Random(7), 3, 4);
        Tensor[] rebuilt = head.call(embedding);
        Assert.Equal([[3, 3], [3, 5], [3, 2]], rebuilt.Select(r => r.shape));
        GradientCheck.Run(head, () => head.call(embedding).Select(r => r.square().sum()).Aggregate((a, b) => a + b));
    }

    [Fact]
    public void FusionNetwork_WidthZero_NamesItAndItsValue()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new FusionNetwork(s_lengths, new FusionNetworkShape { FeatureLength = 0 }));
        Assert.Equal(nameof(FusionNetworkShape.FeatureLength), error.ParamName);
        Assert.Contains("'0'", error.Message, StringComparison.Ordinal);
    }

    private static FusionNetwork New(FusionKind kind)
    {
        manual_seed(11);
        return new FusionNetwork(s_lengths, new FusionNetworkShape { Fusion = kind, HiddenWidth = 6, FeatureLength = 5, FusedLength = 4 });
    }

    private static Tensor[] Inputs(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. s_lengths.Select(length => Values.Random(random, rows, length))];
    }
}
