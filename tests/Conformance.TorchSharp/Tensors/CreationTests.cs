using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

public class CreationTests
{
    [Fact]
    public void Tensor_OfNumbers_HasTheTypeOfTheNumber()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal(ScalarType.Float64, tensor(3.0).dtype);
        Assert.Equal(ScalarType.Float32, tensor(3f).dtype);
        Assert.Equal(ScalarType.Int32, tensor(3).dtype);
        Assert.Equal(ScalarType.Int64, tensor(3L).dtype);
        Assert.Equal(ScalarType.Bool, tensor(true).dtype);
        Assert.Equal(ScalarType.Float32, zeros(2).dtype);
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(0.0, 1.0, 0.25).dtype);
        Assert.Empty(tensor(3.0).shape);
    }

    [Fact]
    public void Tensor_OfArray_CopiesAndFromArray_Shares()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] values = [1, 2, 3];
        Tensor copy = tensor(values), shared = from_array(values), asTensor = as_tensor(values);
        values[0] = 10;
        Assert.Equal(1, copy.data<float>()[0]);
        Assert.Equal(10, shared.data<float>()[0]);
        Assert.Equal(10, asTensor.data<float>()[0]);
        shared.mul_(2);
        Assert.Equal([20, 4, 6], values);
    }

    [Fact]
    public void FromArray_OfGrid_KeepsItsShape()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor grid = from_array(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2, 3], grid.shape);
        Assert.Equal(6, grid[1, 2].item<long>());
    }

    [Fact]
    public void Tensor_WithDimensions_TakesTheShape()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);
        Assert.Equal([2, 3], x.shape);
        Assert.Equal([3, 1], x.stride());
        Assert.Equal(2, x.ndim);
        Assert.Equal(6, x.numel());
        Assert.Throws<ArgumentException>(() => tensor(new float[] { 1, 2, 3 }, [2, 3]));
    }

    [Fact]
    public void Ranges_HaveTheirValues()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal([2, 5, 8], arange(2, 10, 3).data<long>().ToArray());
        Assert.Equal([0, 0.5f, 1], linspace(0, 1, 3).data<float>().ToArray());
        Assert.Equal([1, 0, 0, 1, 0, 0], eye(3, 2).data<float>().ToArray()[..4].Concat([0f, 0f]).ToArray());
        Assert.Equal([7, 7], full(2, 7f).data<float>().ToArray());
        Assert.Equal([1, 1], ones(2, dtype: ScalarType.Int64).data<long>().ToArray());
    }

    [Fact]
    public void Like_TakesShapeAndType()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new long[,] { { 1, 2 } });
        Assert.Equal(ScalarType.Int64, zeros_like(x).dtype);
        Assert.Equal([1, 2], ones_like(x).shape);
        Assert.Equal(ScalarType.Float32, full_like(x, 2, dtype: ScalarType.Float32).dtype);
    }

    [Theory]
    [InlineData(ScalarType.Int64, new[] { 1f, -1f, 0f })]
    [InlineData(ScalarType.Bool, new[] { 1f, 1f, 1f })]
    [InlineData(ScalarType.Float64, new[] { 1.5f, -1.5f, 0.25f })]
    public void ToType_ThereAndBack_KeepsWhatTheTypeHolds(ScalarType type, float[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.5f, -1.5f, 0.25f });
        Assert.Equal(expected, x.to_type(type).to_type(ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void Promotion_FollowsCategoriesAndKeepsTheTensorsType()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor whole = tensor(new long[] { 1, 2 }), real = tensor(new float[] { 1, 2 });
        Assert.Equal(ScalarType.Float32, (whole + real).dtype);
        Assert.Equal(ScalarType.Float32, (real * 2.0).dtype);
        Assert.Equal(ScalarType.Float32, (whole * 0.5).dtype);
        Assert.Equal(ScalarType.Float32, (whole / 2).dtype);
        Assert.Equal(ScalarType.Float32, (real + tensor(1.0)).dtype);
        Assert.Equal(ScalarType.Int64, (whole + true).dtype);
        Assert.Equal(ScalarType.Int64, whole.sum().dtype);
        Assert.Equal(ScalarType.Int64, (whole > 1).sum().dtype);
    }
}
