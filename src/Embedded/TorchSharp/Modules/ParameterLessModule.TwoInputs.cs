using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module of two inputs that has nothing to train or to save.</summary>
public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name)
    {
    }

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refusal("a buffer");

    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refusal("a parameter");

    public override void register_module(string name, nn.Module? submodule)
    {
        ParameterLess.Require(submodule);
        base.register_module(name, submodule);
    }
}
