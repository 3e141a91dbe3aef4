using MultimodalML.Fusion;
using MultimodalML.Training;

namespace MultimodalML.Tests.Fusion;

public class MultimodalFuseOptionsTests
{
    public static TheoryData<string> Names =>
    [
        nameof(MultimodalFuseOptions.Margin),
        nameof(MultimodalFuseOptions.Temperature),
        nameof(MultimodalFuseOptions.ClassesPerEpisode),
        nameof(MultimodalFuseOptions.SupportPerClass),
        nameof(MultimodalFuseOptions.QueriesPerClass),
        nameof(MultimodalFuseOptions.ReconstructionWeight),
        nameof(MultimodalFuseOptions.ModalityDropout),
        nameof(MultimodalFuseOptions.ViewNoise),
        nameof(MultimodalFuseOptions.DistanceScale),
        nameof(PathOptions.Frequencies),
        nameof(PathOptions.ProjectionsPerValue),
        nameof(PathOptions.Shrinkage),
        nameof(MultimodalFuseOptions.ValidationFraction),
        nameof(MultimodalFuseOptions.Loss),
        nameof(MultimodalFuseOptions.CosinePairError),
        nameof(TrainingOptions.Epochs),
        "HiddenWidth",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Constructor_OptionOutOfRange_NamesItAndItsValue(string name)
    {
        MultimodalFuseOptions options = Items.Quick;
        options = name switch
        {
            nameof(options.Margin) => options with { Margin = -3 },
            nameof(options.Temperature) => options with { Temperature = -3 },
            nameof(options.ClassesPerEpisode) => options with { ClassesPerEpisode = -3 },
            nameof(options.SupportPerClass) => options with { SupportPerClass = -3 },
            nameof(options.QueriesPerClass) => options with { QueriesPerClass = -3 },
            nameof(options.ReconstructionWeight) => options with { ReconstructionWeight = -3 },
            nameof(options.ModalityDropout) => options with { ModalityDropout = -3 },
            nameof(options.ViewNoise) => options with { ViewNoise = -3 },
            nameof(options.DistanceScale) => options with { DistanceScale = -3 },
            nameof(PathOptions.Frequencies) => options with { Path = new PathOptions { Frequencies = [1, -3] } },
            nameof(PathOptions.ProjectionsPerValue) => options with { Path = new PathOptions { ProjectionsPerValue = -3 } },
            nameof(PathOptions.Shrinkage) => options with { Path = new PathOptions { Shrinkage = -3 } },
            nameof(options.ValidationFraction) => options with { ValidationFraction = -3 },
            nameof(options.Loss) => options with { Loss = (FusionLoss)(-3) },
            nameof(options.CosinePairError) => options with { CosinePairError = (MultimodalML.Losses.CosinePairError)(-3) },
            nameof(TrainingOptions.Epochs) => options with { Training = new TrainingOptions { Epochs = -3 } },
            _ => options with { Network = Items.Small with { HiddenWidth = -3 } },
        };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new FusionTrainer(options));
        Assert.Equal(name, error.ParamName);
        Assert.Contains("-3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_NumberNotFinite_Throws(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FusionTrainer(Items.Quick with { Temperature = value }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FusionTrainer(Items.Quick with { ReconstructionWeight = value }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FusionTrainer(Items.Quick with { ModalityDropout = value }));
    }

    [Fact]
    public void Constructor_LossNeedsLabelsAndNoneNamed_SaysTheWayOut()
    {
        var error = Assert.Throws<ArgumentException>(() => new FusionTrainer(Items.Quick with { LabelColumnName = null }));
        Assert.Contains(nameof(FusionLoss.NTXent), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NoInputColumnOrOneTwice_Throws()
    {
        Assert.Throws<ArgumentException>(() => new FusionTrainer(Items.Quick with { InputColumnNames = [] }));
        Assert.Contains("'A'", Assert.Throws<ArgumentException>(() => new FusionTrainer(Items.Quick with { InputColumnNames = ["A", "A"] })).Message, StringComparison.Ordinal);
    }
}
