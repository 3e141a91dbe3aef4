using System.Runtime.InteropServices;
using ApiConformance;
using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

public class AutogradTests
{
    [Fact]
    public void Backward_Twice_AddsUp()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1f, 2f }, requires_grad: true);
        (x * x).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([5, 7], x.grad!.data<float>().ToArray());
        x.grad.zero_();
        (x * 3).sum().backward();
        Assert.Equal([3, 3], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Grad_BeforeBackward_IsNullAndCanBeSet()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2).requires_grad_();
        Assert.True(x.grad is null);
        x.grad = full(2, 4f);
        (x * 2).sum().backward();
        Assert.Equal([6, 6], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.True(x.grad is null);
    }

    [Fact]
    public void Leaves_AreToldFromResults()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true), y = x * 2;
        Assert.True(x.is_leaf);
        Assert.False(y.is_leaf);
        Assert.True(y.requires_grad);
        Assert.False(y.detach().requires_grad);
        Assert.True(ones(2).is_leaf);
        Assert.False((ones(2) * 2).requires_grad);
        Assert.False((y > 1).requires_grad);
        Assert.Throws<ExternalException>(() => arange(3).requires_grad_());
    }

    [Fact]
    public void NoGrad_RecordsNothingAndEnds()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            x.add_(1); // an optimizer's step
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }
            Assert.False(is_grad_enabled());
        }
        Assert.True((x * 2).requires_grad);
        Assert.Equal([2, 2], x.data<float>().ToArray());
    }

    [Fact]
    public void Backward_AfterTheGraphIsFreed_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true), y = (x * x).sum();
        y.backward();
        Assert.Throws<ExternalException>(y.backward);
    }

    [Fact]
    public void Backward_WithTheGraphRetained_CanRunAgain()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true), y = (x * x).exp().sum();
        y.backward(retain_graph: true);
        float once = x.grad!.data<float>()[0];
        y.backward();
        Assert.Equal(2 * once, x.grad!.data<float>()[0], tolerance: 1e-5);
    }

    [Fact]
    public void Backward_OfManyValues_NeedsTheirGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(3, requires_grad: true), y = x * 2;
        Assert.Throws<ExternalException>(y.backward);
        Assert.Throws<ExternalException>(() => y.backward([ones(2)]));
        y.backward([tensor(new[] { 1f, 2f, 3f })]);
        Assert.Equal([2, 4, 6], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Backward_WithoutAnyGradientWanted_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Throws<ExternalException>(ones(2).sum().backward);
    }

    [Fact]
    public void InPlace_OnALeafThatWantsAGradient_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        Assert.Throws<ExternalException>(() => x.add_(1));
        Assert.Throws<ExternalException>(() => x.exp_());
        Assert.Throws<ExternalException>(() => x.fill_(1));
        Assert.Throws<ExternalException>(() => x.copy_(zeros(2)));
        Assert.Equal([1, 1], x.data<float>().ToArray());
    }

    [Fact]
    public void InPlace_OnAValueBackwardNeeds_IsNoticed()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true), y = x * 2, z = y.exp();
        z.add_(1);
        Assert.Throws<ExternalException>(z.sum().backward);

        Tensor w = x * 2, square = w * w;
        w.detach().add_(1); // through shared memory
        Assert.Throws<ExternalException>(square.sum().backward);

        Tensor harmless = x * 3;
        harmless.add_(1).mul_(2);
        harmless.sum().backward();
        Assert.Equal([6, 6], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void InPlace_AfterAnotherUse_LeavesThatUsesGradientAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true), y = x * 2, kept = y + 1;
        y.mul_(10);
        (kept.sum() + y.sum()).backward();
        Assert.Equal([22, 22], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void RetainGrad_OfAResult_KeepsItsGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true), y = x * 2;
        y.retain_grad();
        (y * y).sum().backward();
        Assert.Equal([4, 4], y.grad!.data<float>().ToArray());
        Assert.Equal([8, 8], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void AutogradGrad_OfInputs_LeavesTheirGradAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true), w = full(2, 3f, requires_grad: true), y = x * w, loss = (y * y).sum();
        IList<Tensor> gradients = autograd.grad([loss], [x, y], retain_graph: true);
        Assert.Equal([18, 18], gradients[0].data<float>().ToArray());
        Assert.Equal([6, 6], gradients[1].data<float>().ToArray());
        Assert.True(x.grad is null);
        Assert.True(w.grad is null);
    }

    [EmbeddedFact(typeof(torch))] // TorchSharp 0.107 lets this error end the process
    public void AutogradGrad_OfATensorOutsideTheGraph_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = ones(2, requires_grad: true).sum();
        Assert.Throws<ExternalException>(() => autograd.grad([loss], [ones(2, requires_grad: true)]));
    }

    [Fact]
    public void Detach_StopsTheGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = full(2, 3f, requires_grad: true);
        (x * x.detach()).sum().backward();
        Assert.Equal([3, 3], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Graph_OfDisposedIntermediates_StaysWhole()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { 0.5f, 1f }, requires_grad: true), loss;
        using (NewDisposeScope())
        {
            loss = (x.exp() * x).sum().MoveToOuterDisposeScope();
        }
        using Tensor others = ones(64); // would land in memory that was given back too early
        loss.backward();
        Assert.Equal((0.5f + 1) * MathF.Exp(0.5f), x.grad!.data<float>()[0], tolerance: 1e-5);
    }

    [Fact]
    public void Graph_OfManySteps_DoesNotOverflowTheStack()
    {
        using Tensor x = ones(1, requires_grad: true);
        Tensor sum = x * 1;
        for (int i = 0; i < 50_000; i++)
        {
            Tensor next = sum + x;
            sum.Dispose();
            sum = next;
        }
        sum.backward();
        Assert.Equal(50_001, x.grad!.item<float>());
        sum.Dispose();
    }
}
