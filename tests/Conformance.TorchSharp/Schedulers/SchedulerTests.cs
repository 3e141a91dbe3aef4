using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Conformance.TorchSharp.Schedulers;

// Values: torch.optim.lr_scheduler of PyTorch 1.13.0, SGD with lr 0.8: the rate before the first and after each of twelve steps.
public class SchedulerTests
{
    public static TheoryData<string, double[]> Values => new()
    {
        { "step", [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.05] },
        { "multi-step", [0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2] },
        { "exponential", [0.8, 0.72, 0.648, 0.5832, 0.52488, 0.472392, 0.4251528, 0.38263752, 0.34437377, 0.30993639, 0.27894275, 0.25104848, 0.22594363] },
        { "constant", [0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8] },
        { "linear", [0.2, 0.35, 0.5, 0.65, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8] },
        { "cosine", [0.8, 0.73315595, 0.55815595, 0.34184405, 0.16684405, 0.1, 0.16684405, 0.34184405, 0.55815595, 0.73315595, 0.8, 0.73315595, 0.55815595] },
        { "lambda", [0.8, 0.4, 0.26666667, 0.2, 0.16, 0.13333333, 0.11428571, 0.1, 0.088888889, 0.08, 0.072727273, 0.066666667, 0.061538462] },
        { "multiplicative", [0.8, 0.48, 0.336, 0.2688, 0.24192] },
        { "sequential", [0.2, 0.35, 0.5, 0.65, 0.8, 0.72, 0.648, 0.5832, 0.52488, 0.472392, 0.4251528, 0.38263752, 0.34437377] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Step_EpochAfterEpoch_IsPyTorchs(string name, double[] expected)
    {
        using Parameter w = nn.Parameter(zeros(1));
        using SGD optimizer = optim.SGD([w], 0.8);
        LRScheduler scheduler = Make(name, optimizer);
        var rates = new List<double> { optimizer.ParamGroups.Single().LearningRate };
        for (int i = 1; i < expected.Length; i++)
        {
            scheduler.step();
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], rates[i], 1e-7); }
        Assert.Equal(rates[^1], scheduler.get_last_lr().Single());
    }

    [Theory]
    [InlineData("step", 7, 0.2)]
    [InlineData("multi-step", 3, 0.4)]
    [InlineData("exponential", 2, 0.648)]
    [InlineData("constant", 9, 0.8)]
    [InlineData("linear", 2, 0.5)]
    [InlineData("cosine", 5, 0.1)]
    public void Step_ToAnEpoch_UsesTheFormula(string name, int epoch, double expected)
    {
        using Parameter w = nn.Parameter(zeros(1));
        using SGD optimizer = optim.SGD([w], 0.8);
        Make(name, optimizer).step(epoch);
        Assert.Equal(expected, optimizer.ParamGroups.Single().LearningRate, 1e-7);
    }

    [Fact]
    public void ReduceLROnPlateau_WatchedValueStalls_Reduces() // patience 1, factor 0.5, cooldown 1, at least 0.15
    {
        using Parameter w = nn.Parameter(zeros(1));
        using SGD optimizer = optim.SGD([w], 0.8);
        LRScheduler scheduler = ReduceLROnPlateau(optimizer, factor: 0.5, patience: 1, cooldown: 1, min_lr: [0.15]);
        double[] watched = [5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3];
        double[] expected = [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.15, 0.15];
        for (int i = 0; i < watched.Length; i++)
        {
            scheduler.step(watched[i]);
            Assert.Equal(expected[i], optimizer.ParamGroups.Single().LearningRate, 1e-9);
        }
        Assert.Throws<InvalidOperationException>(() => scheduler.step());
    }

    [Fact]
    public void ReduceLROnPlateau_SettingsOutOfRange_Throw()
    {
        using Parameter w = nn.Parameter(zeros(1));
        using SGD optimizer = optim.SGD([w], 0.8);
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, factor: 1));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, mode: "most"));
    }

    [Fact]
    public void SequentialLR_MilestonesDoNotFit_Throws()
    {
        using Parameter w = nn.Parameter(zeros(1));
        using SGD optimizer = optim.SGD([w], 0.8);
        Assert.Throws<ArgumentException>(() => SequentialLR(optimizer, [StepLR(optimizer, 1)], [3]));
    }

    private static LRScheduler Make(string name, optim.Optimizer optimizer) => name switch
    {
        "step" => StepLR(optimizer, 3, 0.5),
        "multi-step" => MultiStepLR(optimizer, [2, 5], 0.5),
        "exponential" => ExponentialLR(optimizer, 0.9),
        "constant" => ConstantLR(optimizer, 0.25, 4),
        "linear" => LinearLR(optimizer, 0.25, 1, 4),
        "cosine" => CosineAnnealingLR(optimizer, 5, 0.1),
        "lambda" => LambdaLR(optimizer, epoch => 1.0 / (1 + epoch)),
        "multiplicative" => MultiplicativeLR(optimizer, epoch => 0.5 + (0.1 * epoch)),
        _ => SequentialLR(optimizer, [LinearLR(optimizer, 0.25, 1, 4), ExponentialLR(optimizer, 0.9)], [4]),
    };
}
