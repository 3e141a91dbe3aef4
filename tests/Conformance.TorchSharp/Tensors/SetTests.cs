using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

public class SetTests
{
    [Fact]
    public void Unique_OfRepeatedValues_GivesValuesPlacesAndCounts()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new long[,] { { 5, 2, 5 }, { 9, 2, 5 } });
        (Tensor values, Tensor? places, Tensor? counts) = x.unique(return_inverse: true, return_counts: true);
        Assert.Equal([2, 5, 9], values.data<long>().ToArray());
        Assert.Equal([2, 3], places!.shape);
        Assert.Equal([1, 0, 1, 2, 0, 1], places.data<long>().ToArray());
        Assert.Equal([2, 3, 1], counts!.data<long>().ToArray());
    }

    [Fact]
    public void Bincount_CountsOrAddsWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new long[] { 1, 3, 1 });
        Assert.Equal([0, 2, 0, 1, 0], bincount(x, minlength: 5).data<long>().ToArray());
        Assert.Equal([0, 1.5f, 0, 2], bincount(x, tensor(new[] { 1f, 2f, 0.5f })).data<float>().ToArray());
        Assert.Throws<ExternalException>(() => bincount(tensor(new long[] { -1 })));
    }
}
