using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;

namespace MultimodalML.Tests.Data;

public class ColumnChecksTests
{
    [Theory]
    [InlineData("Absent", "Column 'Absent' is not in the pipeline's data; its columns are [Fixed, Free, One, Bytes].")]
    [InlineData("Free", "Column 'Free' is a vector of variable length; a fixed-length vector of Single fits.")]
    [InlineData("One", "Column 'One' is one Single; a fixed-length vector of Single fits.")]
    [InlineData("Bytes", "Column 'Bytes' is a vector of Byte; a fixed-length vector of Single fits.")]
    public void RequireFloatVector_UnfitColumn_SaysWhatWasFoundAndFits(string name, string message)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ColumnChecks.RequireFloatVector(Shapes.Of<Row>(), name));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireFloatVector_FixedLength_Passes()
    {
        SchemaShape shape = Shapes.Of<Row>();

        ColumnChecks.RequireFloatVector(shape, "Fixed");

        Assert.Equal(SchemaShape.Column.VectorKind.Vector, shape[0].Kind);
    }

    [Fact]
    public void RequireLabel_NoKey_SaysWhatFits()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ColumnChecks.RequireLabel(Shapes.Of<Row>(), "One"));

        Assert.StartsWith("Label column 'One' is one Single; a key of UInt32 fits. Conversion.MapValueToKey makes it", error.Message, StringComparison.Ordinal);
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Fixed { get; set; } = [];

        public float[] Free { get; set; } = [];

        public float One { get; set; }

        [VectorType(2)]
        public byte[] Bytes { get; set; } = [];
    }
}
