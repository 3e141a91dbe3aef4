namespace MultimodalML.Kernels.Tests;

public class RowOperationsTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 70), 255, 256, 257, 600];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Softmax_AnyLength_AgreesWithNaive(int columns)
    {
        float[] x = TestValues.Draw(columns, 3 * columns, scale: 30);
        float[] y = new float[x.Length];
        RowOperations.Softmax(3, columns, x, y);
        for (int i = 0; i < 3; i++)
        {
            double[] row = [.. x.Skip(i * columns).Take(columns).Select(v => (double)v)];
            double sum = row.Sum(v => Math.Exp(v - row.Max()));
            for (int j = 0; j < columns; j++)
            {
                Assert.Equal(Math.Exp(row[j] - row.Max()) / sum, y[(i * columns) + j], tolerance: 1e-5);
            }
        }
        RowOperations.Softmax(3, columns, x, x);
        Assert.Equal(y, x); // in place
    }

    [Fact]
    public void Softmax_LargeValuesAndNaN_StayInTheirRow()
    {
        float[] y = new float[8];
        RowOperations.Softmax(4, 2, [1e30f, 1e30f, float.NaN, 1, float.NegativeInfinity, 5, 0, 0], y);
        Assert.Equal([0.5f, 0.5f, float.NaN, float.NaN, 0, 1, 0.5f, 0.5f], y);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void LogSumExp_AnyLength_AgreesWithNaive(int columns)
    {
        float[] x = TestValues.Draw(columns, 2 * columns, scale: 50), result = new float[2];
        RowOperations.LogSumExp(2, columns, x, result);
        for (int i = 0; i < 2; i++)
        {
            double expected = Math.Log(x.Skip(i * columns).Take(columns).Sum(v => Math.Exp(v)));
            Assert.Equal(expected, result[i], tolerance: columns == 0 ? 0 : 1e-5 * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void LogSumExp_NotFinite_IsDefined()
    {
        float[] result = new float[4];
        float infinity = float.PositiveInfinity;
        RowOperations.LogSumExp(4, 2, [-infinity, -infinity, infinity, 1, float.NaN, infinity, -infinity, 3], result);
        Assert.Equal([-infinity, infinity, float.NaN, 3], result);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Normalize_AnyLength_AgreesWithNaive(int columns)
    {
        float[] x = TestValues.Draw(columns, 3 * columns);
        Array.Clear(x, 0, columns); // the first row is zero and stays it
        float[] y = new float[x.Length], squares = new float[3];
        RowOperations.Normalize(3, columns, x, y);
        RowOperations.SumsOfSquares(3, columns, x, squares);
        for (int i = 0; i < 3; i++)
        {
            double square = x.Skip(i * columns).Take(columns).Sum(v => (double)v * v);
            Assert.Equal(square, squares[i], tolerance: 1e-5 * (1 + square));
            for (int j = 0; j < columns; j++)
            {
                Assert.Equal(x[(i * columns) + j] / Math.Max(1e-12, Math.Sqrt(square)), y[(i * columns) + j], tolerance: 1e-6);
            }
        }
    }

    [Fact]
    public void AnyOperation_ShortSpan_Throws()
    {
        float[] five = new float[5], six = new float[6];
        Assert.Throws<ArgumentException>(() => RowOperations.Softmax(2, 3, five, six));
        Assert.Throws<ArgumentException>(() => RowOperations.Softmax(2, 3, six, five));
        Assert.Throws<ArgumentException>(() => RowOperations.LogSumExp(6, 1, six, five));
        Assert.Throws<ArgumentException>(() => RowOperations.Normalize(2, 3, five, six));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowOperations.Softmax(-2, 3, five, six));
    }
}
