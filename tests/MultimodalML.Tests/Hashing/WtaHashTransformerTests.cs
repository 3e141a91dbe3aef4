using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Hashing;

namespace MultimodalML.Tests.Hashing;

public class WtaHashTransformerTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Transform_Rows_GivesTheHashersCodes()
    {
        WtaHashTransformer model = _ml.Transforms.WtaHash("Codes", "Embedding", codeCount: 12, windowSize: 4).Fit(Items(100));

        Hashed[] hashed = [.. _ml.Data.CreateEnumerable<Hashed>(model.Transform(Items(100)), reuseRowObject: false)];

        Assert.Equal(100, hashed.Length);
        Assert.All(hashed, item => Assert.Equal(model.Hasher.Hash(item.Embedding), item.Codes));
    }

    [Fact]
    public void Predict_OneRow_GivesTheCodesOfTheBatch()
    {
        WtaHashTransformer model = _ml.Transforms.WtaHash(codeCount: 8, windowSize: 4).Fit(Items(5));
        using PredictionEngine<Item, Hashed> engine = _ml.Model.CreatePredictionEngine<Item, Hashed>(model);

        foreach (Hashed item in _ml.Data.CreateEnumerable<Hashed>(model.Transform(Items(40)), reuseRowObject: false))
        {
            Assert.Equal(item.Codes, engine.Predict(item).Codes);
        }
    }

    [Fact]
    public void GetOutputSchema_AddsAByteVector()
    {
        WtaHashEstimator estimator = _ml.Transforms.WtaHash("Codes", "Embedding", codeCount: 8, windowSize: 4);
        SchemaShape shape = _ml.Transforms.CopyColumns("Copy", "Embedding").Append(estimator).GetOutputSchema(Shapes.Of<Item>());
        SchemaShape.Column codes = shape.Single(column => column.Name == "Codes");

        Assert.Equal(["Embedding", "Copy", "Codes"], shape.Select(column => column.Name));
        Assert.Equal((SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Byte, false), (codes.Kind, codes.ItemType, codes.IsKey));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Byte, 8), estimator.Fit(Items(1)).GetOutputSchema(Items(1).Schema)["Codes"].Type);
    }

    [Fact]
    public void GetOutputSchema_ColumnMissing_NamesItBeforeFitting()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _ml.Transforms.WtaHash("Codes", "Absent").GetOutputSchema(Shapes.Of<Item>()));

        Assert.Contains("'Absent'", error.Message, StringComparison.Ordinal);
        Assert.Contains("[Embedding]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_VectorShorterThanWindow_SaysBoth()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.WtaHash().Fit(Items(1)));

        Assert.Contains("WindowSize must be at most the vector's length, 6", error.Message, StringComparison.Ordinal);
        Assert.Contains("16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_NaN_NamesRowAndColumn()
    {
        WtaHashTransformer model = _ml.Transforms.WtaHash(windowSize: 4).Fit(Items(1));
        IDataView broken = _ml.Data.LoadFromEnumerable([new Item(), new Item { Embedding = [1, 2, float.NaN, 4, 5, 6] }]);

        InvalidDataException error = Assert.Throws<InvalidDataException>(
            () => _ml.Data.CreateEnumerable<Hashed>(model.Transform(broken), reuseRowObject: false).ToList());

        Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("Embedding", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_InfiniteValueOtherLengthOrAbsentColumn_SaysWhich()
    {
        WtaHashTransformer model = _ml.Transforms.WtaHash(windowSize: 4).Fit(Items(1));
        IDataView infinite = _ml.Data.LoadFromEnumerable([new Item { Embedding = [1, 2, float.PositiveInfinity, 4, 5, 6] }]);

        var value = Assert.Throws<InvalidDataException>(() => _ml.Data.CreateEnumerable<Hashed>(model.Transform(infinite), reuseRowObject: false).ToList());
        var length = Assert.Throws<ArgumentException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new Short()])));
        var column = Assert.Throws<ArgumentException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new Other()])));

        Assert.Contains("Row 0 (counted from 0), column 'Embedding'", value.Message, StringComparison.Ordinal);
        Assert.Contains("2 values a row; the model was fitted on 6", length.Message, StringComparison.Ordinal);
        Assert.Contains("'Embedding' is not in the data", column.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_NoRowsOrConstantOnes_GivesNoneOrCodeZero()
    {
        WtaHashTransformer model = _ml.Transforms.WtaHash(codeCount: 3, windowSize: 4).Fit(Items(0));

        Assert.Empty(_ml.Data.CreateEnumerable<Hashed>(model.Transform(Items(0)), reuseRowObject: false));
        Assert.Equal([0, 0, 0], model.Hasher.Hash([1, 1, 1, 1, 1, 1]));
    }

    [Fact]
    public void Transform_TwoThreads_GiveTheSame()
    {
        WtaHashTransformer model = _ml.Transforms.WtaHash(codeCount: 32, windowSize: 4).Fit(Items(1));
        string expected = Codes();
        string[] found = new string[4];

        Parallel.For(0, 4, i => found[i] = Codes());

        Assert.All(found, codes => Assert.Equal(expected, codes));

        string Codes() => string.Join(';', _ml.Data.CreateEnumerable<Hashed>(model.Transform(Items(300)), reuseRowObject: false).Select(item => Convert.ToHexString(item.Codes)));
    }

    private IDataView Items(int count)
    {
        var random = new Random(1);
        return _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ => new Item { Embedding = [.. Enumerable.Range(0, 6).Select(_ => random.NextSingle())] }).ToList());
    }

    private class Item
    {
        [VectorType(6)]
        public float[] Embedding { get; set; } = new float[6];
    }

    private sealed class Other
    {
        public float Value { get; set; }
    }

    private sealed class Short
    {
        [VectorType(2)]
        public float[] Embedding { get; set; } = new float[2];
    }

    private sealed class Hashed : Item
    {
        public byte[] Codes { get; set; } = [];
    }
}
