using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;

namespace MultimodalML.Tests.Data;

public class DistributionDatasetTests
{
    [Fact]
    public void Train_FixedSeed_GivesPinnedValues()
    {
        ModalityBatch train = new DistributionDataset().Train(2);

        // written down from a separate implementation
        Assert.Equal([0.46579068899154663f, -0.005276909563690424f, 0.6091015338897705f, 0.45197126269340515f, 0.0006852570222690701f, -0.13106970489025116f], train.Row(0, 0).ToArray());
        Assert.Equal([0.811825156211853f, 0.4256323575973511f, 0.26366302371025085f, 0.47252127528190613f], train.Row(2, 1999).ToArray());
    }

    [Fact]
    public void Train_Defaults_HaveTheShapesOfTheSource()
    {
        var data = new DistributionDataset();
        ModalityBatch train = data.Train(), test = data.Test(30);

        Assert.Equal((100_000, 100), (train.RowCount, train.ClassCount));
        Assert.Equal((3000, 30), (test.RowCount, test.ClassCount));
        Assert.Equal([6, 9, 4], train.Columns.Lengths);
        Assert.Equal(Enumerable.Range(0, 100).Select(_ => 1000), train.Labels.ToArray().CountBy(label => label).Select(pair => pair.Value));
        Assert.False(train.Row(0, 0).SequenceEqual(test.Row(0, 0)));
    }

    [Fact]
    public void Train_FewerClasses_AreTheFirstOfAll()
    {
        var data = new DistributionDataset(new DistributionDatasetOptions { ClassCount = 5, TrainPerClass = 20 });

        Assert.Equal(data.Train(2).Values(1).ToArray(), data.Train().Values(1)[..(2 * 20 * 9)].ToArray());
    }

    [Fact]
    public void Train_ManyItems_HaveCentresAndSpreadsAsDescribed()
    {
        var options = new DistributionDatasetOptions { ClassCount = 40, Dimensions = [5], Spreads = [0.3], TrainPerClass = 4000 };
        ModalityBatch train = new DistributionDataset(options).Train();
        int uniform = 0;
        var deviations = new List<double>();
        for (int c = 0; c < 40; c++)
        {
            double widest = 0;
            for (int i = 0; i < 5; i++)
            {
                double[] values = [.. Enumerable.Range(c * 4000, 4000).Select(row => (double)train.Row(0, row)[i])];
                double mean = values.Average(), deviation = Math.Sqrt(values.Average(x => Math.Pow(x - mean, 2)));
                Assert.InRange(mean, -0.05, 1.05);
                Assert.InRange(deviation, 0.3 * 0.48, 0.3 * 1.52);
                deviations.Add(deviation);
                widest = Math.Max(widest, values.Max(x => Math.Abs(x - mean)) / deviation);
            }

            uniform += widest < 2 ? 1 : 0; // a uniform ends at √3 ≈ 1.73 deviations, a normal's 20,000 values do not
        }

        Assert.Equal(0.3, deviations.Average(), tolerance: 0.02);
        Assert.InRange(uniform, 10, 30);
    }

    [Fact]
    public void BayesAccuracy_AgreesWithNaive()
    {
        var options = new DistributionDatasetOptions { ClassCount = 8, TrainPerClass = 10_000, TestPerClass = 60, Spreads = [0.23, 0.29, 0.4] };
        var data = new DistributionDataset(options);
        ModalityBatch test = data.Test(), train = data.Train();

        // Class statistics from very many items, in place of the distributions themselves.
        double expected = NaiveAccuracy(train, test, modality: 2);

        Assert.Equal(expected, data.BayesAccuracy(test.Keep(2)), tolerance: 0.02);
    }

    [Fact]
    public void BayesAccuracy_MoreModalitiesFewerClassesMoreRanks_IsHigher()
    {
        var data = new DistributionDataset();
        ModalityBatch test = data.Test();

        double all = data.BayesAccuracy(test), known = data.BayesAccuracy(test, 30), one = data.BayesAccuracy(test.Keep(2), 30);

        Assert.InRange(all, 0.9, 0.9999);
        Assert.True(known > all);
        Assert.InRange(one, 0.3, 0.8);
        Assert.True(data.BayesAccuracy(test.Keep(2), 30, k: 5) > one);
        Assert.True(data.BayesAccuracy(test.Keep(0, 2), 30) > one);
        Assert.Equal(1, data.BayesAccuracy(test.Keep(2), 30, k: 30));
    }

    [Fact]
    public void BayesAccuracy_BadInput_Throws()
    {
        var data = new DistributionDataset(new DistributionDatasetOptions { ClassCount = 3, TestPerClass = 2 });
        ModalityBatch test = data.Test();

        Assert.Throws<ArgumentOutOfRangeException>(() => data.BayesAccuracy(test, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.BayesAccuracy(test, k: 0));
        Assert.Throws<ArgumentException>(() => data.BayesAccuracy(ModalityBatch.FromArrays(new ModalityColumns(["A"], [1]), [[1]])));
    }

    [Fact]
    public void ToDataView_Rows_AreTheBatchs()
    {
        ModalityBatch test = new DistributionDataset(new DistributionDatasetOptions { ClassCount = 3, TestPerClass = 2 }).Test();
        ModalityBatch read = ModalityBatch.Read(DistributionDataset.ToDataView(test.Keep(0, 2)), test.Columns, "Label");

        Assert.Equal(test.Values(0).ToArray(), read.Values(0).ToArray());
        Assert.DoesNotContain(true, read.Present(1).ToArray());
        Assert.Equal([0, 0, 1, 1, 2, 2], read.Labels.ToArray());
        DataViewSchema.Column label = DistributionDataset.ToDataView(test).Schema["Label"];
        VBuffer<ReadOnlyMemory<char>> names = default;
        label.Annotations.GetValue("KeyValues", ref names);
        Assert.Equal(["0", "1", "2"], names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Constructor_OptionOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistributionDataset(new DistributionDatasetOptions { ClassCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistributionDataset(new DistributionDatasetOptions { TrainPerClass = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistributionDataset(new DistributionDatasetOptions { Spreads = [1, 1, 0] }));
        Assert.Throws<ArgumentException>(() => new DistributionDataset(new DistributionDatasetOptions { Spreads = [1] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistributionDataset(new DistributionDatasetOptions { Dimensions = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistributionDataset().Train(101));
    }

    private static double NaiveAccuracy(ModalityBatch train, ModalityBatch test, int modality)
    {
        int length = train.Columns.Lengths[modality], perClass = train.RowCount / train.ClassCount;
        var statistics = new (double Mean, double Deviation, double Low, double High)[train.ClassCount, length];
        for (int c = 0; c < train.ClassCount; c++)
        {
            for (int i = 0; i < length; i++)
            {
                double[] values = [.. Enumerable.Range(c * perClass, perClass).Select(row => (double)train.Row(modality, row)[i])];
                double mean = values.Average();
                statistics[c, i] = (mean, Math.Sqrt(values.Average(x => Math.Pow(x - mean, 2))), values.Min(), values.Max());
            }
        }

        int hits = 0;
        for (int row = 0; row < test.RowCount; row++)
        {
            double[] densities = new double[train.ClassCount];
            for (int c = 0; c < densities.Length; c++)
            {
                for (int i = 0; i < length; i++)
                {
                    (double mean, double deviation, double low, double high) = statistics[c, i];
                    double x = test.Row(modality, row)[i];
                    bool isUniform = high - low < 4 * deviation;
                    densities[c] += isUniform
                        ? (x >= low - 1e-3 && x <= high + 1e-3 ? -Math.Log(high - low) : double.NegativeInfinity)
                        : -Math.Log(deviation * Math.Sqrt(2 * Math.PI)) - (Math.Pow((x - mean) / deviation, 2) / 2);
                }
            }

            hits += Array.IndexOf(densities, densities.Max()) == test.Labels[row] ? 1 : 0;
        }

        return (double)hits / test.RowCount;
    }
}
