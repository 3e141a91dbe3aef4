using ApiConformance;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Conformance.TorchSharp.Functional;

// Values: torch.nn.functional of PyTorch 1.13.0 on [[-1.5, 0.5, 2], [0.25, -0.75, 1]].
public class ActivationTests
{
    private static Tensor Input => tensor(new float[] { -1.5f, 0.5f, 2, 0.25f, -0.75f, 1 }, 2, 3);

    public static TheoryData<string, double[]> Values => new()
    {
        { "relu", [0, 0.5, 2, 0.25, 0, 1] },
        { "leaky_relu", [-0.015, 0.5, 2, 0.25, -0.0075, 1] },
        { "elu", [-0.7768698, 0.5, 2, 0.25, -0.5276334, 1] },
        { "selu", [-1.365814, 0.5253505, 2.101402, 0.2626753, -0.927632, 1.050701] },
        { "gelu", [-0.1002109, 0.3457312, 1.9545, 0.1496766, -0.1699705, 0.8413447] },
        { "gelu tanh", [-0.1004284, 0.345714, 1.954598, 0.1496754, -0.1700395, 0.841192] },
        { "silu", [-0.2736383, 0.3112297, 1.761594, 0.1405441, -0.240616, 0.7310586] },
        { "softplus", [0.2014133, 0.974077, 2.126928, 0.8259394, 0.386871, 1.313262] },
        { "logsigmoid", [-1.701413, -0.474077, -0.126928, -0.5759394, -1.136871, -0.3132617] },
        { "tanh", [-0.9051483, 0.4621172, 0.9640276, 0.2449187, -0.6351489, 0.7615942] },
        { "sigmoid", [0.1824255, 0.6224594, 0.880797, 0.5621765, 0.3208213, 0.7310586] },
        { "softmax", [0.02409377, 0.1780302, 0.797876, 0.286954, 0.1055645, 0.6074816] },
        { "softmax 0", [0.1480472, 0.7772999, 0.7310586, 0.8519527, 0.2227001, 0.2689414] },
        { "log_softmax", [-3.725802, -1.725802, -0.2258021, -1.248433, -2.248433, -0.4984334] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Function_OfSixValues_IsPyTorchs(string name, double[] expected) => Near.Equal(expected, Apply(name, Input));

    [Theory]
    [MemberData(nameof(Values))]
    public void Module_OfSixValues_IsPyTorchs(string name, double[] expected) => Near.Equal(expected, Module(name).call(Input));

    [Theory]
    [MemberData(nameof(Values))]
    public void Gradient_AgreesWithDifferences(string name, double[] expected)
    {
        GradientCheck.Run(x => Apply(name, x[0]), Input);
        Assert.Equal(6, expected.Length);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("leaky_relu")]
    [InlineData("silu")]
    [InlineData("gelu")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    public void InPlace_ChangesTheInput(string name)
    {
        using Tensor expected = Apply(name, Input);
        using Tensor input = Input;
        using Tensor result = name switch
        {
            "relu" => F.relu(input, true),
            "leaky_relu" => F.leaky_relu(input, inplace: true),
            "silu" => F.silu(input, true),
            "gelu" => F.gelu(input, true),
            "tanh" => F.tanh(input, true),
            _ => F.sigmoid(input, true),
        };
        Near.Equal(Near.Values(expected), input);
        Near.Equal(Near.Values(expected), result);
    }

    [EmbeddedFact(typeof(torch))] // TorchSharp 0.107 leaves the input of this one as it was
    public void Elu_InPlace_ChangesTheInput()
    {
        using Tensor expected = Apply("elu", Input);
        using Tensor input = Input;
        using Tensor result = F.elu(input, 1, true);
        Near.Equal(Near.Values(expected), input);
        Near.Equal(Near.Values(expected), result);
    }

    [Fact]
    public void Gelu_ManyValues_AgreesBetweenFloatAndDouble()
    {
        using Tensor x = linspace(-6, 6, 1001, ScalarType.Float64);
        Near.Equal(Near.Values(F.gelu(x)), F.gelu(x.to_type(ScalarType.Float32)), 1e-6);
        Near.Equal([-1.4332578593401e-06, -0.00299956996097695, 0, 0.841344746068543, 4.999998566742141], F.gelu(tensor(new double[] { -5, -3.1, 0, 1, 5 })), 1e-12);
    }

    [Fact]
    public void Softmax_LargeScores_StaysFinite() =>
        Near.Equal([0.2689414, 0.7310586], F.softmax(tensor(new float[] { 1000, 1001 }), 0));

    [Fact]
    public void Softmax_OfThreeDimensions_SumsToOneAlongTheMiddle()
    {
        using Tensor sums = F.softmax(rand(2, 3, 4), 1).sum(1);
        Near.Equal([1, 1, 1, 1, 1, 1, 1, 1], sums);
        Assert.Equal([2, 4], sums.shape);
    }

    private static Tensor Apply(string name, Tensor x) => name switch
    {
        "relu" => F.relu(x),
        "leaky_relu" => F.leaky_relu(x),
        "elu" => F.elu(x, 1),
        "selu" => F.selu(x),
        "gelu" => F.gelu(x),
        "gelu tanh" => F.gelu(x, GELU.Approximate.tanh),
        "silu" => F.silu(x),
        "softplus" => F.softplus(x),
        "logsigmoid" => F.logsigmoid(x),
        "tanh" => F.tanh(x),
        "sigmoid" => F.sigmoid(x),
        "softmax" => F.softmax(x, 1),
        "softmax 0" => F.softmax(x, 0),
        _ => F.log_softmax(x, 1),
    };

    private static nn.Module<Tensor, Tensor> Module(string name) => name switch
    {
        "relu" => nn.ReLU(),
        "leaky_relu" => nn.LeakyReLU(),
        "elu" => nn.ELU(),
        "selu" => nn.SELU(),
        "gelu" => nn.GELU(),
        "gelu tanh" => nn.GELU(GELU.Approximate.tanh),
        "silu" => nn.SiLU(),
        "softplus" => nn.Softplus(),
        "logsigmoid" => nn.LogSigmoid(),
        "tanh" => nn.Tanh(),
        "sigmoid" => nn.Sigmoid(),
        "softmax" => nn.Softmax(1),
        "softmax 0" => nn.Softmax(0),
        _ => nn.LogSoftmax(1),
    };
}
