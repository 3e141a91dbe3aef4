using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

/// <summary>Comparisons of every element type, of lengths around the vectors' and with operands that repeat.</summary>
public class ComparisonTests
{
    private static readonly ScalarType[] s_types =
        [ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64, ScalarType.Float32, ScalarType.Float64];

    public static TheoryData<ScalarType> Types => [.. s_types];

    [Theory]
    [MemberData(nameof(Types))]
    public void Compare_AnyLength_AgreesWithLoop(ScalarType type)
    {
        foreach (int length in new[] { 0, 1, 5, 31, 32, 33, 64, 131 })
        {
            using var scope = NewDisposeScope();
            double[] x = [.. Enumerable.Range(0, length).Select(i => (double)(i * 7 % 5))], y = [.. Enumerable.Range(0, length).Select(i => (double)(i * 3 % 4))];
            (Tensor a, Tensor b, Tensor two) = (tensor(x).to_type(type), tensor(y).to_type(type), tensor(2.0).to_type(type));
            Same((p, q) => p == q, a.eq(b), a.eq(two));
            Same((p, q) => p != q, a.ne(b), a.ne(two));
            Same((p, q) => p < q, a.lt(b), a.lt(two));
            Same((p, q) => p <= q, a.le(b), a.le(two));
            Same((p, q) => p > q, a.gt(b), a.gt(two));
            Same((p, q) => p >= q, a.ge(b), a.ge(two));
            Same((p, q) => p != 0 && q != 0, a.logical_and(b), a.logical_and(two));
            Same((p, q) => p != 0 || q != 0, a.logical_or(b), a.logical_or(two));

            void Same(Func<double, double, bool> expected, Tensor ofBoth, Tensor ofTwo)
            {
                Assert.Equal(x.Zip(y, expected), ofBoth.data<bool>().ToArray());
                Assert.Equal(x.Select(v => expected(v, 2)), ofTwo.data<bool>().ToArray());
            }
        }
    }

    [Fact]
    public void Compare_ColumnWithRow_AgreesWithLoop()
    {
        using var scope = NewDisposeScope();
        long[] labels = [.. Enumerable.Range(0, 200).Select(i => (long)(i * i % 7))]; // several threads
        bool[] equal = tensor(labels).unsqueeze(1).eq(tensor(labels).unsqueeze(0)).data<bool>().ToArray();
        Assert.Equal(labels.SelectMany(p => labels.Select(q => p == q)), equal);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Compare_NaNAndInfinity_AreAsInIeee(ScalarType type)
    {
        using var scope = NewDisposeScope();
        double[] values = [.. Enumerable.Range(0, 40).Select(i => (i % 4) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, _ => 1.5 })];
        Tensor x = tensor(values).to_type(type);
        Assert.Equal(values.Select(double.IsNaN), x.isnan().data<bool>().ToArray());
        Assert.Equal(values.Select(double.IsFinite), x.isfinite().data<bool>().ToArray());
        Assert.Equal(values.Select(double.IsInfinity), x.isinf().data<bool>().ToArray());
        Assert.Equal(values.Select(v => !double.IsNaN(v)), x.eq(x).data<bool>().ToArray());
        Assert.Equal(values.Select(double.IsNaN), x.ne(x).data<bool>().ToArray());
    }
}
