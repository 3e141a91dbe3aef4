using MultimodalML.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Networks;

public class GatedEmbeddingUnitTests
{
    [Fact]
    public void Forward_AnyRows_AgreesWithLoop()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var unit = new GatedEmbeddingUnit(3, 4);
        Tensor input = Values.Random(new Random(1), 5, 3);
        Linear[] layers = [.. unit.children().Cast<Linear>()];
        double[][] actual = Values.Rows(unit.call(input));
        Assert.Equal(5, actual.Length);
        foreach ((int i, double[] row) in Values.Rows(input).Index())
        {
            double[] mapped = Affine(layers[0], row);
            double[] expected = [.. mapped.Zip(Affine(layers[1], mapped), (y, gate) => y / (1 + Math.Exp(-gate)))];
            Assert.Equal(expected, actual[i], (a, b) => Math.Abs(a - b) < 1e-5);
        }
    }

    [Fact]
    public void Forward_Gradient_AgreesWithDifferences()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var unit = new GatedEmbeddingUnit(3, 4);
        Tensor input = Values.Random(new Random(2), 3, 3);
        Assert.Equal(4, unit.parameters().Count());
        GradientCheck.Run(unit, () => unit.call(input).square().sum());
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(3, 0)]
    public void Constructor_LengthBelowOne_Throws(int inputLength, int outputLength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GatedEmbeddingUnit(inputLength, outputLength));

    private static double[] Affine(Linear layer, double[] row)
    {
        float[] bias = layer.bias!.detach().data<float>().ToArray();
        return [.. Values.Rows(layer.weight!).Select((w, j) => Values.Dot(w, row) + bias[j])];
    }
}
