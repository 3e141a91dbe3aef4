using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Semantics;

/// <summary>What outlives the dispose scope it was made in.</summary>
public class ScopeOfModuleTests
{
    [Fact]
    public void BuiltInModule_MadeInAScope_KeepsItsParameters()
    {
        Linear linear;
        BatchNorm1d norm;
        using (NewDisposeScope())
        {
            linear = nn.Linear(2, 3);
            norm = nn.BatchNorm1d(3);
        }
        Assert.Equal([1, 3], norm.call(linear.call(ones(2, 2)))[..1].shape);
        linear.Dispose();
        norm.Dispose();
    }

    [Fact]
    public void OwnParameter_MadeInAScope_IsDisposedWithIt()
    {
        Own module;
        using (NewDisposeScope()) { module = new Own(); }
        Assert.True(module.Weight.IsInvalid);
        Assert.Empty(module.parameters());
    }

    [Fact]
    public void OptimizerState_MadeInAScope_Survives()
    {
        using Parameter w = nn.Parameter(ones(1));
        using SGD optimizer = optim.SGD([w], 0.1, momentum: 0.9);
        using Adam other = optim.Adam([w], 0.1);
        for (int i = 0; i < 2; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            w.sum().backward();
            optimizer.step();
            other.step();
        }
        Assert.Equal(2, ((Adam.State)other.state_dict().State[0]).step);
        Assert.False(((SGD.State)optimizer.state_dict().State[0]).momentum_buffer!.IsInvalid);
    }

    [Fact]
    public void Parameter_OfATensor_TakesItsPlace()
    {
        Tensor data = ones(2);
        using Parameter parameter = nn.Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.False(nn.Parameter(ones(1), requires_grad: false).requires_grad);
    }

    [Fact]
    public void TrainingStep_InAScope_LeavesNoTensorBehind()
    {
        using Sequential network = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.LayerNorm(8), nn.Linear(8, 3));
        using Adam optimizer = optim.Adam(network.parameters());
        using var loss = nn.CrossEntropyLoss();
        long before = 0;
        for (int i = 0; i < 3; i++)
        {
            using (NewDisposeScope())
            {
                optimizer.zero_grad();
                loss.call(network.call(rand(5, 4)), tensor(new long[] { 0, 1, 2, 0, 1 })).backward();
                nn.utils.clip_grad_norm_(network.parameters(), 1);
                optimizer.step();
            }
            if (i == 0) { before = Tensor.TotalCount; }
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    private sealed class Own : nn.Module<Tensor, Tensor>
    {
        public Parameter Weight = nn.Parameter(ones(1));

        public Own() : base(nameof(Own)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input.mul(Weight);
    }
}
