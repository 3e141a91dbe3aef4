namespace MultimodalML.Kernels.Tests;

public class ColumnSumsTests
{
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            for (int columns = 0; columns < 70; columns++) // four of the widest vectors, and some over
            {
                shapes.Add(5, columns);
            }
            shapes.Add(0, 3);
            shapes.Add(1, 129);
            shapes.Add(600, 333); // several threads
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Compute_AnyShape_AgreesWithNaive(int rows, int columns)
    {
        float[] x = TestValues.Draw(columns, rows * columns), sums = [.. Enumerable.Repeat(float.NaN, columns)];
        ColumnSums.Compute(rows, columns, x, sums);
        for (int j = 0; j < columns; j++)
        {
            double expected = Enumerable.Range(0, rows).Sum(i => (double)x[(i * columns) + j]);
            Assert.Equal(expected, sums[j], tolerance: 1e-6 * (rows + 1));
        }
    }

    [Fact]
    public void Compute_ShortSpan_Throws()
    {
        float[] five = new float[5], six = new float[6];
        Assert.Throws<ArgumentException>(() => ColumnSums.Compute(1, 6, six, five));
        Assert.Throws<ArgumentException>(() => ColumnSums.Compute(2, 3, five, six));
    }
}
