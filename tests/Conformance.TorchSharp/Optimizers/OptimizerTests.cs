using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Optimizers;

// Values: torch.optim of PyTorch 1.13.0, five steps on Σ cᵢ (wᵢ − 0.5)², c = [1, 2, 3], from w = [1, −2, 3].
public class OptimizerTests
{
    public static TheoryData<string, double[]> Values => new()
    {
        { "sgd", [0.79524493, -0.31920004, 0.92017502] },
        { "sgd, momentum", [0.48542005, 1.9510499, -1.4456998] },
        { "sgd, dampening and decay", [0.59216678, 1.2517877, -1.1588328] },
        { "sgd, Nesterov and decay", [0.40555078, 1.5291256, -0.36051068] },
        { "adam", [0.52781451, -1.5022246, 2.5022249] },
        { "adam, all settings", [0.53328341, -1.5033937, 2.5033607] },
        { "adamw", [0.4939636, -1.4146239, 2.3659158] },
        { "adamw, amsgrad", [0.4939636, -1.4146239, 2.3659158] },
        { "rmsprop", [0.48965427, 0.19487767, 0.80512226] },
        { "rmsprop, all settings", [0.43635595, 0.92861801, 0.048602965] },
        { "adagrad", [0.47658274, -0.75502884, 1.7530395] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Step_FiveTimes_IsPyTorchs(string name, double[] expected)
    {
        using Parameter w = Start();
        using optim.Optimizer optimizer = Make(name, [w]);
        Run(optimizer, w, 5);
        Near.Equal(expected, w, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void SavedState_InAnotherOptimizer_GoesOnAlike(string name, double[] expected)
    {
        using Parameter w = Start();
        using var first = (OptimizerHelper)Make(name, [w]);
        Run(first, w, 3);
        using var stream = new MemoryStream();
        first.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        using Parameter copy = nn.Parameter(w.detach().clone());
        using var second = (OptimizerHelper)Make(name, [copy]);
        second.load_state_dict(new BinaryReader(stream));
        Run(second, copy, 2);
        Near.Equal(expected, copy, 1e-4);
    }

    public static TheoryData<string, object[]> Settings => new()
    {
        { "sgd, Nesterov and decay", [0.05, 0.05, 0.9, 0.0, 0.1, true, false] },
        { "adam, all settings", [0.1, 0.1, 0.8, 0.95, 1e-6, 0.1, true, false] },
        { "adamw", [0.1, 0.1, 0.9, 0.999, 1e-8, 0.1, false, false] },
        { "rmsprop, all settings", [0.1, 0.1, false, 0.5, 0.99, 1e-8, 0.1, true] },
        { "adagrad", [0.5, 0.5, 0.1, 0.2, 1e-10, 0.1] },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void SaveStateDict_OneGroup_WritesItsSettingsInOrder(string name, object[] expected)
    {
        using Parameter w = Start();
        using var optimizer = (OptimizerHelper)Make(name, [w]);
        using var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        using var reader = new BinaryReader(stream);
        Assert.Equal(optimizer.GetType().Name, reader.ReadString());
        Assert.Equal((1, 1), (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64()));
        Assert.Equal(expected, expected.Select(value => value is bool ? reader.ReadBoolean() : (object)reader.ReadDouble()));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Step_BetweenForwardAndBackward_IsNoticed(string name, double[] expected)
    {
        using Parameter w = Start();
        using optim.Optimizer optimizer = Make(name, [w]);
        Run(optimizer, w, 4);
        optimizer.zero_grad();
        using Tensor squares = w.square().sum(); // its way back needs w as it is now
        Loss(w).backward();
        optimizer.step();
        Near.Equal(expected, w, 1e-4);
        Assert.Throws<ExternalException>(squares.backward);
    }

    [Fact]
    public void LoadStateDict_OfAnotherKind_Throws()
    {
        using Parameter w = Start();
        using var stream = new MemoryStream();
        optim.Adam([w]).save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        Assert.Throws<InvalidDataException>(() => optim.SGD([w], 0.1).load_state_dict(new BinaryReader(stream)));
    }

    [Fact]
    public void LoadStateDict_OfATwin_CopiesOptionsAndStates()
    {
        using Parameter w = Start();
        using Adam source = optim.Adam([w], lr: 0.3);
        Run(source, w, 2);
        using Adam target = optim.Adam([w], lr: 0.1);
        target.load_state_dict(source.state_dict());
        Assert.Equal(0.3, target.ParamGroups.Single().LearningRate);
        Assert.True(target.state_dict().State[0].ApproximatelyEquals(source.state_dict().State[0]));
    }

    [Fact]
    public void ZeroGrad_OfAnOptimizer_WritesZeros_OfAModule_DropsThem()
    {
        using Linear linear = nn.Linear(2, 1);
        using SGD optimizer = optim.SGD(linear.parameters(), 0.1);
        linear.call(ones(1, 2)).sum().backward();
        optimizer.zero_grad();
        Near.Equal([0, 0], linear.weight.grad!);
        linear.zero_grad();
        Assert.Null(linear.weight.grad);
    }

    [Fact]
    public void Step_ParameterWithoutGradient_StaysAsItIs()
    {
        using Parameter w = Start();
        using Adam optimizer = optim.Adam([w], weight_decay: 0.1);
        optimizer.step();
        Near.Equal([1, -2, 3], w);
    }

    [Fact]
    public void ParameterGroups_HaveTheirOwnRates()
    {
        using Parameter a = nn.Parameter(ones(1)), b = nn.Parameter(ones(1));
        using SGD optimizer = optim.SGD([new SGD.ParamGroup([a], lr: 0.1), new SGD.ParamGroup { Parameters = [b] }], 0.5);
        a.add(b).backward();
        optimizer.step();
        Near.Equal([0.9], a);
        Near.Equal([0.5], b);
        Assert.Equal([0.1, 0.5], optimizer.ParamGroups.Select(g => g.LearningRate));
        Assert.Equal(2, optimizer.parameters().Count());
    }

    [Fact]
    public void ParameterGroup_WithSomeSettings_TakesTheOthersFromTheOptimizer()
    {
        using Parameter w = Start();
        var options = new SGD.Options { momentum = 0.5 };
        using SGD optimizer = optim.SGD([new SGD.ParamGroup { Parameters = [w], Options = options }], 0.2, weight_decay: 0.1, maximize: true);
        Assert.Equal((0.2, 0.2), (options.LearningRate!.Value, options.InitialLearningRate));
        Assert.Equal((0.5, 0, 0.1), (options.momentum!.Value, options.dampening!.Value, options.weight_decay!.Value));
        Assert.Equal((false, true), (options.nesterov!.Value, options.maximize!.Value));
    }

    [Fact]
    public void LearningRate_SetOnAGroup_CountsFromTheNextStep()
    {
        using Parameter w = nn.Parameter(ones(1));
        using SGD optimizer = optim.SGD([w], 0.5);
        optimizer.ParamGroups.Single().LearningRate = 0.25;
        w.sum().backward();
        optimizer.step();
        Near.Equal([0.75], w);
        Assert.Equal(0.5, optimizer.ParamGroups.Single().InitialLearningRate);
    }

    [Fact]
    public void Step_WithClosure_ReturnsItsLoss()
    {
        using Parameter w = Start();
        using SGD optimizer = optim.SGD([w], 0.05);
        using Tensor loss = optimizer.step(() =>
        {
            optimizer.zero_grad();
            Tensor value = Loss(w);
            value.backward();
            return value;
        })!;
        Assert.Equal(31.5, loss.item<float>(), 1e-4);
        Near.Equal([0.95, -1.5, 2.25], w);
    }

    [Fact]
    public void AdamW_WithoutASetting_DecaysNothing()
    {
        using Parameter w = Start();
        using AdamW optimizer = optim.AdamW([w], lr: 0.1);
        w.mul(0).sum().backward();
        optimizer.step();
        Near.Equal([1, -2, 3], w);
    }

    [Fact]
    public void Maximize_ClimbsTheLoss()
    {
        using Parameter w = nn.Parameter(ones(1));
        using SGD optimizer = optim.SGD([w], 0.5, maximize: true);
        w.sum().backward();
        optimizer.step();
        Near.Equal([1.5], w);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0.1, -0.5)]
    public void Sgd_SettingsOutOfRange_Throw(double rate, double momentum)
    {
        using Parameter w = Start();
        Assert.Throws<ArgumentException>(() => optim.SGD([w], rate, momentum));
    }

    [Fact]
    public void Sgd_NesterovWithoutMomentum_Throws()
    {
        using Parameter w = Start();
        Assert.Throws<ArgumentException>(() => optim.SGD([w], 0.1, nesterov: true));
    }

    [Fact]
    public void ClipGradNorm_AboveTheLimit_ScalesToIt()
    {
        using Parameter a = nn.Parameter(zeros(2)), b = nn.Parameter(zeros(1));
        (a.mul(tensor(new float[] { 3, 0 })).sum() + b.mul(4).sum()).backward();
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 1e-5);
        Near.Equal([0.6, 0], a.grad!);
        Near.Equal([0.8], b.grad!);
        Assert.Equal(1, nn.utils.clip_grad_norm_([a, b], 10), 1e-5);
        Near.Equal([0.8], b.grad!);
    }

    [Fact]
    public void ClipGradValue_KeepsElementsWithinTheLimit()
    {
        using Parameter a = nn.Parameter(zeros(2));
        a.mul(tensor(new float[] { 3, -0.25f })).sum().backward();
        nn.utils.clip_grad_value_([a], 0.5);
        Near.Equal([0.5, -0.25], a.grad!);
    }

    [Fact]
    public void ParametersToVectorAndBack_KeepTheValues()
    {
        using Parameter a = nn.Parameter(tensor(new float[] { 1, 2, 3, 4 }, 2, 2)), b = nn.Parameter(tensor(new float[] { 5 }));
        using Tensor row = nn.utils.parameters_to_vector([a, b]);
        Near.Equal([1, 2, 3, 4, 5], row);
        nn.utils.vector_to_parameters(row.detach().mul(2), [a, b]);
        Near.Equal([2, 4, 6, 8], a);
        Near.Equal([10], b);
    }

    private static Parameter Start() => nn.Parameter(tensor(new float[] { 1, -2, 3 }));

    private static Tensor Loss(Tensor w) => tensor(new float[] { 1, 2, 3 }).mul(w.sub(0.5).square()).sum();

    private static void Run(optim.Optimizer optimizer, Parameter w, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Loss(w).backward();
            optimizer.step();
        }
    }

    private static optim.Optimizer Make(string name, Parameter[] parameters) => name switch
    {
        "sgd" => optim.SGD(parameters, 0.05),
        "sgd, momentum" => optim.SGD(parameters, 0.05, 0.9),
        "sgd, dampening and decay" => optim.SGD(parameters, 0.05, 0.9, 0.5, 0.1),
        "sgd, Nesterov and decay" => optim.SGD(parameters, 0.05, 0.9, weight_decay: 0.1, nesterov: true),
        "adam" => optim.Adam(parameters, 0.1),
        "adam, all settings" => optim.Adam(parameters, 0.1, 0.8, 0.95, 1e-6, 0.1, amsgrad: true),
        "adamw" => optim.AdamW(parameters, 0.1, weight_decay: 0.1),
        "adamw, amsgrad" => optim.AdamW(parameters, 0.1, weight_decay: 0.1, amsgrad: true),
        "rmsprop" => optim.RMSProp(parameters, 0.1),
        "rmsprop, all settings" => optim.RMSProp(parameters, 0.1, weight_decay: 0.1, momentum: 0.5, centered: true),
        _ => optim.Adagrad(parameters, 0.5, 0.1, 0.1, 0.2),
    };
}
