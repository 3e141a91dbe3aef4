using Microsoft.ML;
using MultimodalML.Data;

namespace MultimodalML.Tests.Data;

public class ModalityBatchTests
{
    private static readonly ModalityColumns s_columns = new(["Image", "Audio"], [2, 1]);

    [Fact]
    public void Read_NaNInAModality_IsMissingAndZero()
    {
        ModalityBatch batch = ModalityBatch.Read(View([1, float.NaN, 3, 4], [5, float.NaN]), s_columns);

        Assert.Equal(2, batch.RowCount);
        Assert.Equal([false, true], batch.Present(0).ToArray());
        Assert.Equal([true, false], batch.Present(1).ToArray());
        Assert.Equal([0, 0, 3, 4], batch.Values(0).ToArray());
        Assert.Equal([5, 0], batch.Values(1).ToArray());
        Assert.Equal(0, batch.ClassCount);
    }

    [Fact]
    public void Read_Labels_AreKeysFromZero()
    {
        ModalityBatch batch = ModalityBatch.Read(View([1, 2, 3, 4], [5, 6], [2, ModalityBatch.NoLabel], 3), s_columns, "Label");

        Assert.Equal([2, -1], batch.Labels.ToArray());
        Assert.Equal(3, batch.ClassCount);
    }

    [Fact]
    public void Read_Empty_HasNoRows() => Assert.Equal(0, ModalityBatch.Read(View([], []), s_columns).RowCount);

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Read_InfiniteValue_NamesRowAndColumn(float value)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ModalityBatch.FromArrays(s_columns, [[1, 2, 3, value], [1, 2]]));

        Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Image'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InfiniteBesideNaN_IsStillAnError() =>
        Assert.Throws<InvalidDataException>(() => ModalityBatch.FromArrays(s_columns, [[float.NaN, float.PositiveInfinity], [1]]));

    [Fact]
    public void Read_RowWithNothing_NamesIt()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(
            () => ModalityBatch.FromArrays(s_columns, [[1, 2, float.NaN, 4], [1, float.NaN]]));

        Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("[Image, Audio]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LabelNoKey_NamesWhatFits()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ModalityBatch.Read(View([1, 2], [3]), s_columns, "Image"));

        Assert.Contains("Label column 'Image'", error.Message, StringComparison.Ordinal);
        Assert.Contains("MapValueToKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_SomeModalities_MissesTheOthers()
    {
        ModalityBatch batch = ModalityBatch.FromArrays(s_columns, [[1, 2, 3, 4], [5, 6]], [0, 1], 2);

        ModalityBatch kept = batch.Keep(1);

        Assert.Equal([false, false], kept.Present(0).ToArray());
        Assert.Equal([0, 0, 0, 0], kept.Values(0).ToArray());
        Assert.Equal([5, 6], kept.Values(1).ToArray());
        Assert.Equal([0, 1], kept.Labels.ToArray());
        Assert.Equal([true, true], batch.Present(0).ToArray());
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    public void FromArrays_LengthsDoNotFit_Throws(int image, int audio) =>
        Assert.Throws<ArgumentException>(() => ModalityBatch.FromArrays(s_columns, [new float[image], new float[audio]]));

    [Fact]
    public void FromArrays_LabelOutOfRange_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ModalityBatch.FromArrays(s_columns, [[1, 2], [3]], [2], 2));

    private static IDataView View(float[] image, float[] audio, int[]? labels = null, int classCount = 0) =>
        DistributionDataset.ToDataView(ModalityBatch.FromArrays(s_columns, [image, audio], labels, classCount));
}
