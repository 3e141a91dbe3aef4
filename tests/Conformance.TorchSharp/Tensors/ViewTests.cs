using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

public class ViewTests
{
    [Fact]
    public void Views_ShareMemoryWithTheirBase()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = zeros(2, 3);
        x.t()[2, 1] = tensor(5f);
        x.view(6)[0] = tensor(1f);
        x.narrow(1, 1, 1).fill_(3);
        x.select(0, 1).add_(10);
        x.detach()[0, 2] = tensor(7f);
        Assert.Equal([1, 3, 7, 10, 13, 15], x.data<float>().ToArray());
    }

    [Fact]
    public void Clone_AndReshapeOfTransposed_Copy()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = zeros(2, 3);
        x.clone().fill_(1);
        x.t().reshape(6).fill_(1);
        x.t().contiguous().fill_(1);
        Assert.Equal(0, x.sum().item<float>());
    }

    [Fact]
    public void View_OfDisposedBase_LivesOn()
    {
        Tensor x = arange(6, dtype: ScalarType.Float32);
        using Tensor view = x.view(2, 3);
        x.Dispose();
        using Tensor others = ones(6); // would land in the memory if the view did not hold it
        Assert.Equal([0, 1, 2, 3, 4, 5], view.data<float>().ToArray());
    }

    [Fact]
    public void View_OfTransposed_ThrowsAndReshapeDoesNot()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = zeros(2, 3).t();
        Assert.False(x.is_contiguous());
        Assert.Throws<ExternalException>(() => x.view(6));
        Assert.Equal([6], x.reshape(-1).shape);
        Assert.Throws<ExternalException>(() => x.reshape(4));
    }

    [Fact]
    public void Shapes_OfRearrangements_AreRight()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = zeros(2, 3, 4);
        Assert.Equal([2, 12], x.flatten(1).shape);
        Assert.Equal([4, 2, 3], x.permute(2, 0, 1).shape);
        Assert.Equal([1, 2, 3, 4], x.unsqueeze(0).shape);
        Assert.Equal([2, 3, 4, 1], x.unsqueeze(-1).shape);
        Assert.Equal([2, 3, 4], x.unsqueeze(1).squeeze().shape);
        Assert.Equal([2, 3, 2, 2], x.unflatten(2, 2, 2).shape);
        Assert.Equal([4, 3, 2], x.transpose(0, -1).shape);
        Assert.Equal([5, 2, 3, 4], x.expand(5, 2, 3, 4).shape);
        Assert.Equal([4, 6, 4], x.repeat(2, 2, 1).shape);
        Assert.Equal([2, 4, 3], x.mT.shape);
        Assert.Equal([3, 4, 2], x.movedim([0], [2]).shape);
    }

    [Fact]
    public void Parts_CoverTheWhole()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = arange(10).view(5, 2);
        Assert.Equal([2, 2, 1], x.split(2).Select(part => part.shape[0]));
        Assert.Equal([2, 2, 1], x.chunk(3).Select(part => part.shape[0]));
        Assert.Equal([1, 4], x.split([1L, 4L], 0).Select(part => part.shape[0]));
        Assert.Equal(x.data<long>().ToArray(), cat(x.split(2)).data<long>().ToArray());
        Assert.Equal(x.data<long>().ToArray(), stack(x.unbind(1), 1).data<long>().ToArray());
        Assert.Throws<ExternalException>(() => x.narrow(0, 3, 3));
    }

    [Fact]
    public void Operations_OnStridedViews_AgreeWithContiguousOnes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = arange(24, dtype: ScalarType.Float32).view(2, 3, 4);
        foreach (Tensor view in new[] { x.transpose(0, 2), x.permute(1, 2, 0), x.slice(2, 0, 4, 2), x.narrow(1, 1, 2), x.unsqueeze(1).expand(2, 3, 3, 4), x.select(1, 2).t() })
        {
            Tensor copy = view.contiguous();
            Assert.True(copy.is_contiguous());
            Assert.True((view * 2 + view).allclose(copy * 3));
            Assert.True(view.sum([0]).allclose(copy.sum([0])));
            Assert.True(view.sum([-1], keepdim: true).allclose(copy.sum([-1], keepdim: true)));
            Assert.True(view.max(1).Item1.Equals(copy.max(1).Item1));
            Assert.True(view.exp().allclose(copy.exp()));
            Assert.True(view.cumsum(1).Equals(copy.cumsum(1)));
            Assert.Equal(copy.data<float>().ToArray(), view.data<float>().ToArray());
            Assert.Equal(copy.data<float>().ToArray(), view.data<float>());
        }
    }
}
