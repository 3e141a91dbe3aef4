using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

public class BroadcastTests
{
    [Theory]
    [InlineData(new long[] { 3, 4 }, new long[] { 4 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 3, 1 }, new long[] { 1, 4 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 2, 1, 4 }, new long[] { 3, 1 }, new long[] { 2, 3, 4 })]
    [InlineData(new long[] { }, new long[] { 2, 2 }, new long[] { 2, 2 })]
    [InlineData(new long[] { 0, 4 }, new long[] { 4 }, new long[] { 0, 4 })]
    public void Add_OfShapesThatFit_AgreesWithIndexing(long[] shapeA, long[] shapeB, long[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = arange(shapeA.Aggregate(1L, (p, s) => p * s), dtype: ScalarType.Float32).reshape(shapeA);
        Tensor b = arange(shapeB.Aggregate(1L, (p, s) => p * s), dtype: ScalarType.Float32).reshape(shapeB) * 100;
        Tensor sum = a + b;
        Assert.Equal(expected, sum.shape);
        Assert.True(sum.Equals(a.expand(expected).clone() + b.expand(expected).clone()));
    }

    [Fact]
    public void Add_OfShapesThatDoNotFit_ThrowsWithTheSizes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = zeros(2, 3), b = zeros(2, 4);
        ExternalException error = Assert.Throws<ExternalException>(() => a + b);
        Assert.Contains("3", error.Message, StringComparison.Ordinal);
        Assert.Contains("4", error.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => a.add_(zeros(5, 2, 3)));
        Assert.Throws<ExternalException>(() => a.mm(b));
        Assert.Throws<ExternalException>(() => cat([a, b], 0));
    }
}
