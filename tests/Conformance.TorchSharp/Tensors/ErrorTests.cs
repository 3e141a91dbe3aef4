using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

public class ErrorTests
{
    [Fact]
    public void Item_OfAnotherType_ThrowsArgument()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => tensor(1f).item<double>());
        Assert.Throws<ArgumentException>(() => tensor(1f).item<int>());
        Assert.Throws<ArgumentException>(() => tensor(1L).data<int>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Equal(2f, tensor(2.0).ToSingle());
        Assert.Equal(2, (int)tensor(2f));
    }

    [Fact]
    public void Equality_IsElementwiseAndEqualsIsWhole()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1f, 2f }), y = tensor(new[] { 1f, 3f });
        Assert.Equal([true, false], (x == y).data<bool>().ToArray());
        Assert.Equal([false, true], (x != y).data<bool>().ToArray());
        Assert.False(x.Equals(y));
        Assert.True(x.Equals(x.clone()));
        Assert.True(x.allclose(x + 1e-9f));
        Assert.False(x is null);
    }

    [Fact]
    public void ToString_TellsShapeTypeAndDevice()
    {
        using Tensor x = zeros(2, 3);
        Assert.Equal("[2x3], type = Float32, device = cpu", x.ToString());
    }

    [WithoutGpuFact]
    public void Cuda_WhereThereIsNone_ThrowsInvalidOperation()
    {
        using Tensor x = ones(2);
        Assert.Equal(0, cuda.device_count());
        Assert.Throws<InvalidOperationException>(() => x.cuda());
        Assert.Throws<InvalidOperationException>(() => x.to(DeviceType.CUDA));
        Assert.Throws<InvalidOperationException>(() => device("cuda:0"));
        Assert.Throws<InvalidOperationException>(() => ones(2, device: new Device("cuda")));
    }

    [Fact]
    public void Cpu_IsWhereTensorsAre()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2);
        Assert.Equal(DeviceType.CPU, x.device.type);
        Assert.Equal("cpu", x.device.ToString());
        Assert.Equal([1, 1], x.to(CPU).cpu().to("cpu").data<float>().ToArray());
    }
}
