using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;

namespace MultimodalML.Tests.Data;

public class ModalityColumnsTests
{
    [Fact]
    public void From_Schema_FindsLengthsInTheOrderAsked()
    {
        ModalityColumns columns = ModalityColumns.From(Schema(), ["Audio", "Image"]);

        Assert.Equal(["Audio", "Image"], columns.Names);
        Assert.Equal([3, 2], columns.Lengths);
    }

    [Theory]
    [InlineData("Absent", "Column 'Absent' is not in the data; its columns are [Image, Audio, Length, Bytes, Free].")]
    [InlineData("Length", "Column 'Length' is Single; a fixed-length vector of Single fits.")]
    [InlineData("Bytes", "Column 'Bytes' is Vector<Byte, 4>; a fixed-length vector of Single fits.")]
    [InlineData("Free", "Column 'Free' is a vector of variable length; a fixed-length vector of Single fits.")]
    public void From_UnfitColumn_SaysWhatWasFoundAndFits(string name, string message)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ModalityColumns.From(Schema(), [name]));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OtherLength_SaysBoth()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ModalityColumns(["Image"], [7]).Check(Schema()));

        Assert.Contains("'Image' has 2 values a row; the model was fitted on 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_UnfitNames_Throws()
    {
        Assert.Throws<ArgumentException>(() => new ModalityColumns([], []));
        Assert.Throws<ArgumentException>(() => new ModalityColumns([" "], [1]));
        Assert.Throws<ArgumentException>(() => new ModalityColumns(["A", "A"], [1, 1]));
        Assert.Throws<ArgumentException>(() => new ModalityColumns(["A"], [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModalityColumns(["A"], [0]));
    }

    private static DataViewSchema Schema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Image", new VectorDataViewType(NumberDataViewType.Single, 2));
        builder.AddColumn("Audio", new VectorDataViewType(NumberDataViewType.Single, 3));
        builder.AddColumn("Length", NumberDataViewType.Single);
        builder.AddColumn("Bytes", new VectorDataViewType(NumberDataViewType.Byte, 4));
        builder.AddColumn("Free", new VectorDataViewType(NumberDataViewType.Single));
        return builder.ToSchema();
    }
}
