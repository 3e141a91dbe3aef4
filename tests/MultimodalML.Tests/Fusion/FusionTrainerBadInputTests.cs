using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Training;

namespace MultimodalML.Tests.Fusion;

public class FusionTrainerBadInputTests
{
    public static TheoryData<FusionLoss> Losses => [.. Enum.GetValues<FusionLoss>()];

    [Fact]
    public void Train_ValidationSetDoesNotFit_SaysBothBeforeTraining()
    {
        ModalityBatch rows = Items.Draw(50, classes: 4);
        var trainer = new FusionTrainer(Items.Quick);
        var classes = Assert.Throws<InvalidDataException>(() => trainer.Train(rows, Items.Draw(50, classes: 3)));
        Assert.Contains("count 3 classes, the training labels 4", classes.Message, StringComparison.Ordinal);
        var other = ModalityBatch.FromArrays(new ModalityColumns(["Shape", "Sound"], [3, 4]), [new float[3], new float[4]], [0], 4);
        var lengths = Assert.Throws<InvalidDataException>(() => trainer.Train(rows, other));
        Assert.Contains("[3, 4] values, the training rows of [3, 2]", lengths.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ModalityTooLongForThePath_SaysTheWaysOut()
    {
        var columns = new ModalityColumns(["Text"], [60_000]);
        ModalityBatch rows = ModalityBatch.FromArrays(columns, [new float[4 * 60_000]], [0, 1, 0, 1], 2);
        var error = Assert.Throws<InvalidDataException>(() => Train(rows, Items.Quick));
        Assert.Contains("'Text' has 60000 values; with a Path at most 4096 fit", error.Message, StringComparison.Ordinal);
        MultimodalFuseOptions without = Items.Network with { Training = Items.Quick.Training with { Epochs = 1 } };
        Assert.All(Train(rows, without).Model.Score(rows), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Train_OneRowWithoutLabels_GivesAFiniteEmbedding()
    {
        ModalityBatch rows = Items.Draw(1, classes: 1, labelled: false);
        Assert.All(Train(rows, Items.Quick with { Loss = FusionLoss.NTXent }).Model.Score(rows), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Train_ConstantColumns_GivesFiniteEmbeddings()
    {
        float[] shape = Values.Normal(new Random(1), 120);
        var rows = ModalityBatch.FromArrays(Items.Columns, [[.. shape.Select((v, i) => i % 3 == 0 ? 4 : v)], new float[80]], [.. Enumerable.Range(0, 40).Select(i => i % 2)], 2);
        Assert.All(Train(rows, Items.Quick).Model.Score(rows), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Train_BatchLargerThanDataAndClassWithOneItem_Trains(FusionLoss loss)
    {
        ModalityBatch rows = Items.Draw(31, classes: 31).Take([0, 1, 2, 30]);
        MultimodalFuseOptions options = Items.Quick with { Loss = loss, Training = Items.Quick.Training with { BatchSize = 4096 } };
        FusionModel model = Train(rows, options).Model;
        Assert.All(model.Score(rows), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Train_NoRows_SaysSo()
    {
        var error = Assert.Throws<InvalidDataException>(() => Train(new ModalityBatch(Items.Columns), Items.Quick));
        Assert.Contains("no rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ModalityMissingInAllRows_NamesIt()
    {
        var error = Assert.Throws<InvalidDataException>(() => Train(Items.Draw(20, classes: 2, missing: (_, m) => m == 1), Items.Quick));
        Assert.Contains("'Sound' is missing (holds a NaN) in all 20 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ModalityInOneRowOnly_Trains()
    {
        ModalityBatch rows = Items.Draw(40, classes: 2, missing: (row, m) => m == 1 && row != 7);
        Assert.All(Train(rows, Items.Quick).Model.Score(rows), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Train_OneClass_SaysWhatIsNeeded()
    {
        var error = Assert.Throws<InvalidDataException>(() => Train(Items.Draw(9, classes: 1), Items.Quick));
        Assert.Contains("All 9 rows are of one class", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LabelsMissing_NamesTheRowAndTheWayOut()
    {
        var all = Assert.Throws<InvalidDataException>(() => Train(Items.Draw(9, classes: 3, labelled: false), Items.Quick));
        Assert.Contains("None of the 9 rows has a label", all.Message, StringComparison.Ordinal);
        ModalityBatch rows = ModalityBatch.FromArrays(Items.Columns, [new float[12], new float[8]], [0, 1, -1, 0], 2);
        var one = Assert.Throws<InvalidDataException>(() => Train(rows, Items.Quick));
        Assert.Contains("Row 2", one.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(FusionLoss.NTXent), one.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LearningRateFarTooHigh_NamesStepRateAndAdvice()
    {
        MultimodalFuseOptions options = Items.Quick with { Training = Items.Quick.Training with { LearningRate = 1e18, WeightDecay = 0, WarmUpFraction = 0 } };
        var error = Assert.Throws<InvalidOperationException>(() => Train(Items.Draw(200, classes: 4), options));
        Assert.Contains("diverged", error.Message, StringComparison.Ordinal);
        Assert.Contains("1e+18", error.Message, StringComparison.Ordinal);
        Assert.Contains("Try a tenth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_CancelledAtOnce_Throws()
    {
        MultimodalFuseOptions options = Items.Quick with { Training = Items.Quick.Training with { CancellationToken = new CancellationToken(canceled: true) } };
        Assert.Throws<OperationCanceledException>(() => Train(Items.Draw(50, classes: 4), options));
    }

    private static (FusionModel Model, TrainingReport Report) Train(ModalityBatch rows, MultimodalFuseOptions options) => new FusionTrainer(options).Train(rows);
}
