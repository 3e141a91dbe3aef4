using Conformance.MLNet.Loading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Operations;

public class RowOperationTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void TakeAndSkipRows_GiveAWindow()
    {
        IDataView data = Samples.View(10);

        Assert.Equal([0, 1, 2], Ids(_ml.Data.TakeRows(data, 3)));
        Assert.Equal([8, 9], Ids(_ml.Data.SkipRows(data, 8)));
        Assert.Equal([4, 5], Ids(_ml.Data.TakeRows(_ml.Data.SkipRows(data, 4), 2)));
        Assert.Empty(Ids(_ml.Data.SkipRows(data, 11)));
        Assert.ThrowsAny<Exception>(() => _ml.Data.TakeRows(data, 0));
    }

    [Fact]
    public void ShuffleRows_IsAPermutation_TheSameForOneSeed()
    {
        IDataView data = Samples.View(500);
        int[] shuffled = Ids(_ml.Data.ShuffleRows(data, seed: 3));

        Assert.NotEqual(Enumerable.Range(0, 500), shuffled);
        Assert.Equal(Enumerable.Range(0, 500), shuffled.Order());
        Assert.Equal(shuffled, Ids(_ml.Data.ShuffleRows(data, seed: 3)));
        Assert.NotEqual(shuffled, Ids(_ml.Data.ShuffleRows(data, seed: 4)));
    }

    [Fact]
    public void ShuffleRows_SmallPool_KeepsColumnsTogether()
    {
        IDataView shuffled = _ml.Data.ShuffleRows(Samples.View(300), seed: 1, shufflePoolSize: 7);
        Item[] rows = [.. _ml.Data.CreateEnumerable<Item>(shuffled, reuseRowObject: false)];

        Assert.Equal(300, rows.Select(r => r.Id).Distinct().Count());
        Assert.All(rows, r => Assert.Equal(($"n{r.Id}", (float)r.Id), (r.Name, r.Features[0])));
    }

    [Fact]
    public void FilterRowsByColumn_LowerBoundIsIn_UpperIsOut()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new float[] { 1, 2, float.NaN, 3, 4 }.Select(x => new Number { X = x }).ToArray());

        Assert.Equal([2, 3], _ml.Data.FilterRowsByColumn(data, "X", 2, 4).GetColumn<float>("X"));
        Assert.Equal([1, 2, 3, 4], _ml.Data.FilterRowsByColumn(data, "X").GetColumn<float>("X"));
        Assert.ThrowsAny<ArgumentException>(() => _ml.Data.FilterRowsByColumn(Samples.View(1), "Name", 0, 1));
        Assert.ThrowsAny<ArgumentException>(() => _ml.Data.FilterRowsByColumn(Samples.View(1), "Id", 0, 1)); // whole numbers are not filtered
        Assert.ThrowsAny<ArgumentException>(() => _ml.Data.FilterRowsByColumn(data, "X", 2, 1));
    }

    [Fact]
    public void FilterRowsByKeyColumnFraction_SplitsTheKeys()
    {
        IDataView data = Samples.View(9);
        uint[] low = [.. _ml.Data.FilterRowsByKeyColumnFraction(data, "Class", 0, 1.0 / 3).GetColumn<uint>("Class")];
        uint[] high = [.. _ml.Data.FilterRowsByKeyColumnFraction(data, "Class", 1.0 / 3, 1).GetColumn<uint>("Class")];

        Assert.Equal([1u, 1u, 1u], low);
        Assert.Equal([2u, 3u, 2u, 3u, 2u, 3u], high);
    }

    [Fact]
    public void FilterRowsByMissingValues_DropsNaN()
    {
        Vector[] rows = [new Vector { V = [1, 2] }, new Vector { V = [1, float.NaN] }, new Vector { V = [3, 4] }];
        IDataView data = _ml.Data.FilterRowsByMissingValues(_ml.Data.LoadFromEnumerable(rows), "V");

        Assert.Equal([[1, 2], [3, 4]], data.GetColumn<float[]>("V"));
        var error = Assert.ThrowsAny<ArgumentException>(() => _ml.Data.FilterRowsByMissingValues(Samples.View(1), "Missing"));
        Assert.Contains("Missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilterByCustomPredicate_DropsRowsForWhichItIsTrue() =>
        Assert.Equal([0, 1], Ids(_ml.Data.FilterByCustomPredicate<Item>(Samples.View(6), item => item.Id > 1)));

    [Fact]
    public void Cache_ReadsTheSourceOnce()
    {
        int calls = 0;
        IDataView mapped = _ml.Transforms.CustomMapping<Number, Doubled>((input, output) => { Interlocked.Increment(ref calls); output.Y = 2 * input.X; }, null)
            .Fit(Numbers(5)).Transform(Numbers(5));
        IDataView cached = _ml.Data.Cache(mapped);

        Assert.Equal(0, calls);
        Assert.Equal([0, 2, 4, 6, 8], cached.GetColumn<float>("Y"));
        Assert.Equal([0, 2, 4, 6, 8], cached.GetColumn<float>("Y"));
        Assert.Equal(5, calls);
        Assert.True(cached.CanShuffle);
    }

    [Fact]
    public void Cache_OfMapping_KeepsTheOrderOfManyRows()
    {
        IDataView mapped = _ml.Transforms.Concatenate("Twice", "Features", "Features").Fit(Samples.View(1)).Transform(Samples.View(5000));

        float[][] vectors = [.. _ml.Data.Cache(mapped).GetColumn<float[]>("Twice")];

        Assert.Equal(5000, vectors.Length);
        Assert.All(vectors.Select((v, i) => (v, i)), p => Assert.Equal([p.i, p.i + 0.5f, -p.i, p.i, p.i + 0.5f, -p.i], p.v));
    }

    [Fact]
    public void Cache_VectorsOfAnyLength_AreTheSame()
    {
        Vectors[] rows = [.. Enumerable.Range(0, 300).Select(i => new Vectors
        {
            Lengths = [.. Enumerable.Range(0, i < 100 ? 4 : i % 5).Select(k => (float)(i + k))],
            Sparse = i % 3 == 0 ? new VBuffer<float>(6, 1, [i], [i % 6]) : new VBuffer<float>(6, [i, 1, 2, 3, 4, 5]),
        })];

        IDataView cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(rows));

        Assert.Equal(rows.Select(r => r.Lengths), cached.GetColumn<float[]>("Lengths"));
        Assert.Equal(rows.Select(r => r.Sparse.DenseValues().ToArray()), cached.GetColumn<float[]>("Sparse"));
    }

    [Fact]
    public void Cache_MappingThatThrows_ThrowsThat()
    {
        IDataView mapped = _ml.Transforms.CustomMapping<Number, Doubled>((input, _) => { if (input.X == 700) { throw new ArithmeticException("700 is too many"); } }, null)
            .Fit(Numbers(1)).Transform(Numbers(1000));

        var error = Assert.ThrowsAny<Exception>(() => _ml.Data.Cache(mapped).GetColumn<float>("Y").Count());
        Assert.Contains("700 is too many", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cache_AllColumns_AreTheSame()
    {
        Item[] rows = [.. _ml.Data.CreateEnumerable<Item>(_ml.Data.Cache(Samples.View(200)), reuseRowObject: false)];

        Assert.Equal(Enumerable.Range(0, 200), rows.Select(r => r.Id));
        Assert.All(rows, r => Assert.Equal(($"n{r.Id}", r.Id + 0.5f, r.Id % 2 == 0), (r.Name, r.Features[1], r.Flag)));
    }

    [Fact]
    public void TrainTestSplit_IsAPartition_TheSameForOneSeed()
    {
        IDataView data = Samples.View(2000);
        DataOperationsCatalog.TrainTestData split = _ml.Data.TrainTestSplit(data, testFraction: 0.25, seed: 5);
        int[] test = Ids(split.TestSet);

        Assert.Equal(Enumerable.Range(0, 2000), Ids(split.TrainSet).Concat(test).Order());
        Assert.InRange(test.Length, 400, 600);
        Assert.Equal(test, Ids(_ml.Data.TrainTestSplit(data, 0.25, seed: 5).TestSet));
        Assert.NotEqual(test, Ids(_ml.Data.TrainTestSplit(data, 0.25, seed: 6).TestSet));
        Assert.Equal(data.Schema.Count(c => !c.IsHidden), split.TestSet.Schema.Count(c => !c.IsHidden));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void TrainTestSplit_FractionOutOfRange_Throws(double fraction) =>
        Assert.ThrowsAny<ArgumentException>(() => _ml.Data.TrainTestSplit(Samples.View(1), fraction));

    [Fact]
    public void TrainTestSplit_SamplingKey_KeepsRowsTogether()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 1000).Select(i => new Grouped { Id = i, Group = $"g{i % 50}" }).ToArray());
        DataOperationsCatalog.TrainTestData split = _ml.Data.TrainTestSplit(data, 0.3, samplingKeyColumnName: "Group");
        HashSet<string> test = [.. split.TestSet.GetColumn<string>("Group")];

        Assert.NotEmpty(test);
        Assert.DoesNotContain(split.TrainSet.GetColumn<string>("Group"), test.Contains);
        var error = Assert.ThrowsAny<ArgumentException>(() => _ml.Data.TrainTestSplit(data, 0.3, samplingKeyColumnName: "Missing"));
        Assert.Contains("Missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossValidationSplit_EachRowIsTestedOnce()
    {
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = _ml.Data.CrossValidationSplit(Samples.View(1000), numberOfFolds: 4, seed: 2);

        Assert.Equal(4, folds.Count);
        Assert.Equal(Enumerable.Range(0, 1000), folds.SelectMany(f => Ids(f.TestSet)).Order());
        Assert.All(folds, f => Assert.Equal(1000, Ids(f.TestSet).Length + Ids(f.TrainSet).Length));
        Assert.All(folds, f => Assert.InRange(Ids(f.TestSet).Length, 180, 320));
        Assert.ThrowsAny<ArgumentException>(() => _ml.Data.CrossValidationSplit(Samples.View(1), numberOfFolds: 1));
    }

    [Fact]
    public void BootstrapSample_AndComplement_HaveEachRow()
    {
        IDataView data = Samples.View(1000);
        int[] sample = Ids(_ml.Data.BootstrapSample(data, seed: 4));
        int[] rest = Ids(_ml.Data.BootstrapSample(data, seed: 4, complement: true));

        Assert.InRange(sample.Length, 800, 1200);
        Assert.InRange(rest.Length, 250, 500);
        Assert.Equal(Enumerable.Range(0, 1000), sample.Distinct().Concat(rest).Order());
    }

    [Fact]
    public void Preview_ShowsTheFirstRows()
    {
        DataDebuggerPreview preview = Samples.View(10).Preview(maxRows: 3);

        Assert.Equal(3, preview.RowView.Length);
        Assert.Equal([0, 1, 2], preview.ColumnView.Single(c => c.Column.Name == "Id").Values.Cast<int>());
        Assert.Equal(1, preview.RowView[1].Values.Single(v => v.Key == "Id").Value);
    }

    private static int[] Ids(IDataView data) => [.. data.GetColumn<int>("Id")];

    private IDataView Numbers(int count) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Number { X = i }).ToArray());

    private sealed class Number
    {
        public float X { get; set; }
    }

    private sealed class Doubled
    {
        public float Y { get; set; }
    }

    private sealed class Vector
    {
        [VectorType(2)]
        public float[] V { get; set; } = [];
    }

    private sealed class Vectors
    {
        public float[] Lengths { get; set; } = [];

        public VBuffer<float> Sparse { get; set; }
    }

    private sealed class Grouped
    {
        public int Id { get; set; }

        public string Group { get; set; } = "";
    }
}
