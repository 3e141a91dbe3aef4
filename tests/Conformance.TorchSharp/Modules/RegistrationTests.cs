using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Modules;

public class RegistrationTests
{
    [Fact]
    public void Fields_OfACustomModule_AreRegisteredByTheirNames()
    {
        using var module = new Custom();
        Assert.Equal(["scale", "first.weight", "first.bias", "layers.0.weight", "layers.1.weight"], module.named_parameters().Select(p => p.name));
        Assert.Equal(["offset"], module.named_buffers().Select(b => b.name));
        Assert.Equal(["first", "layers"], module.named_children().Select(c => c.name));
        Assert.Equal(["first", "layers", "layers.0", "layers.1"], module.named_modules().Select(m => m.name));
        Assert.Equal(5, module.parameters().Count());
        Assert.Equal(["scale"], module.named_parameters(recurse: false).Select(p => p.name));
    }

    [Fact]
    public void StateDict_HoldsParametersAndBuffersThemselves()
    {
        using var module = new Custom();
        Dictionary<string, Tensor> state = module.state_dict();
        Assert.Equal(["first.bias", "first.weight", "layers.0.weight", "layers.1.weight", "offset", "scale"], state.Keys.Order(StringComparer.Ordinal));
        using (no_grad()) { state["scale"].fill_(7); }
        Near.Equal([7, 7], module.get_parameter("scale")!);
    }

    [Fact]
    public void ArraysAndListsOfModules_AreNotRegistered()
    {
        using var module = new WithArray();
        Assert.Empty(module.parameters());
        module.Parts[0].Dispose();
    }

    [Fact]
    public void LoadStateDict_FromATwin_CopiesAllValues()
    {
        using var source = new Custom();
        using var target = new Custom();
        (IList<string> missing, IList<string> unexpected) = target.load_state_dict(source.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Near.Equal(Near.Values(source.get_parameter("first.weight")!), target.get_parameter("first.weight")!);
    }

    [Fact]
    public void LoadStateDict_OtherNames_ThrowsOrTellsThem()
    {
        using var target = new Custom();
        var source = new Dictionary<string, Tensor> { ["scale"] = ones(2), ["stranger"] = ones(1) };
        Assert.Throws<InvalidOperationException>(() => target.load_state_dict(source));

        (IList<string> missing, IList<string> unexpected) = target.load_state_dict(source, strict: false);
        Assert.Equal(["stranger"], unexpected);
        Assert.Contains("first.weight", missing);
        Assert.DoesNotContain("scale", missing);
    }

    [Fact]
    public void LoadStateDict_Skip_LeavesTheseAlone()
    {
        using var source = new Custom();
        using var target = new Custom();
        using (no_grad()) { source.get_parameter("scale")!.fill_(9); }
        target.load_state_dict(source.state_dict(), skip: ["scale"]);
        Near.Equal([1, 1], target.get_parameter("scale")!);
    }

    [Fact]
    public void TrainAndEval_ReachAllDescendants()
    {
        using var module = new Custom();
        Assert.True(module.training);
        module.eval();
        Assert.All(module.modules(), m => Assert.False(m.training));
        module.train();
        Assert.All(module.modules(), m => Assert.True(m.training));
    }

    [Fact]
    public void Apply_VisitsChildrenBeforeTheModule()
    {
        using var module = new Custom();
        var visited = new List<nn.Module>();
        module.apply(visited.Add);
        Assert.Equal(5, visited.Count);
        Assert.Same(module, visited[^1]);
    }

    [Fact]
    public void GetAndHas_ByDottedNames_FindThem()
    {
        using var module = new Custom();
        Assert.True(module.has_parameter("layers.1.weight"));
        Assert.False(module.has_parameter("layers.2.weight"));
        Assert.True(module.has_buffer("offset"));
        Assert.Null(module.get_parameter("nothing"));
        Assert.Equal([2, 2], module.get_parameter("layers.0.weight")!.shape);
    }

    [Fact]
    public void Register_TakenName_Throws()
    {
        using var module = new Custom();
        using var extra = nn.Linear(1, 1);
        Assert.Throws<InvalidOperationException>(() => module.register_module("first", extra));
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("offset", ones(1)));
        Assert.Throws<ArgumentException>(() => module.register_module("a.b", extra));
        Assert.Throws<ArgumentException>(() => module.register_module("", extra));
    }

    [Fact]
    public void RegisterBuffer_NotPersistent_IsNotInTheState()
    {
        using var module = new Custom();
        module.register_buffer("cache", ones(1), persistent: false);
        Assert.DoesNotContain("cache", module.state_dict().Keys);
    }

    [Fact]
    public void ModuleDict_InAModule_IsRegisteredByKeys()
    {
        using var module = new WithDictionary();
        Assert.Equal(["parts.left.weight", "parts.right.weight"], module.named_parameters().Select(p => p.name));
        Assert.Equal([1, 3], module.call(ones(1, 2)).shape);
    }

    [Fact]
    public void Dispose_OfAModule_DisposesItsParameters()
    {
        var module = new Custom();
        Parameter[] parameters = [.. module.parameters()];
        module.Dispose();
        Assert.All(parameters, p => Assert.True(p.IsInvalid));
    }

    [Fact]
    public void To_Float64_ConvertsParametersAndBuffers()
    {
        using var module = new Custom();
        Custom same = module.to(ScalarType.Float64);
        Assert.Same(module, same);
        Assert.All(module.parameters(), p => Assert.Equal(ScalarType.Float64, p.dtype));
        Assert.Equal(ScalarType.Float64, module.get_buffer("offset")!.dtype);
        Assert.Equal(ScalarType.Float64, module.call(ones(1, 2, dtype: ScalarType.Float64)).dtype);
    }

    [Fact]
    public void To_WholeNumbers_Throws()
    {
        using var module = new Custom();
        Assert.Throws<ArgumentException>(() => module.to(ScalarType.Int64));
    }

    [Fact]
    public void Hooks_AroundCall_RunUntilRemoved()
    {
        using Linear linear = nn.Linear(1, 1);
        var seen = new List<string>();
        var before = linear.register_forward_pre_hook((_, x) => { seen.Add("before"); return x; });
        var after = linear.register_forward_hook((_, _, y) => { seen.Add("after"); return y; });
        linear.call(ones(1, 1));
        Assert.Equal(["before", "after"], seen);

        before.remove();
        after.remove();
        linear.call(ones(1, 1));
        Assert.Equal(2, seen.Count);
    }

    private sealed class Custom : nn.Module<Tensor, Tensor>
    {
        public readonly Linear first = nn.Linear(2, 2);
        public readonly ModuleList<Linear> layers = nn.ModuleList(nn.Linear(2, 2, hasBias: false), nn.Linear(2, 2, hasBias: false));
        public readonly Parameter scale = nn.Parameter(ones(2));
        public readonly Tensor offset = zeros(2);

        public Custom() : base(nameof(Custom)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor x = first.call(input);
            foreach (Linear layer in layers) { x = layer.call(x); }
            return x.mul(scale).add(offset);
        }
    }

    private sealed class WithArray : nn.Module<Tensor, Tensor>
    {
        public Linear[] Parts = [nn.Linear(1, 1)];

        public WithArray() : base(nameof(WithArray)) => RegisterComponents();

        public override Tensor forward(Tensor input) => Parts[0].call(input);
    }

    private sealed class WithDictionary : nn.Module<Tensor, Tensor>
    {
        public readonly ModuleDict<Linear> parts = nn.ModuleDict(("left", nn.Linear(2, 3, hasBias: false)), ("right", nn.Linear(2, 3, hasBias: false)));

        public WithDictionary() : base(nameof(WithDictionary)) => RegisterComponents();

        public override Tensor forward(Tensor input) => parts["left"].call(input).add(parts["right"].call(input));
    }
}
