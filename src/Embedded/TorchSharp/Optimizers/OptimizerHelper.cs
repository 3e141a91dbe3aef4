using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the optimizers here share: groups of parameters, their settings and states, and saving both.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    protected OptimizerOptions _defaults = null!;

    public OptimizerHelper()
    {
    }

    public override void zero_grad()
    {
        for (int i = 0; i < _parameter_groups.Count; i++) // an enumerator of the list would be garbage in every step
        {
            foreach (OptimizerState state in _parameter_groups[i].States) { state.Parameter.Data.ZeroGrad(); }
        }
    }

    public void to(Device device)
    {
        foreach (OptimizerState state in _parameter_groups.SelectMany(g => g.States)) { state.to(device); }
    }

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (ParamGroup group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            dictionary.StateIndexRef.Add([.. Enumerable.Range(dictionary.State.Count, group.States.Length)]);
            dictionary.State.AddRange(group.States);
        }
        return dictionary;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        StateDictionary own = this.state_dict();
        RequireEqualCounts(own, state_dict.Options.Count, state_dict.State.Count);
        foreach ((OptimizerOptions target, OptimizerOptions source) in own.Options.Zip(state_dict.Options).Where(o => o.First != o.Second)) { target.LoadStateDict(source); }
        foreach ((OptimizerState target, OptimizerState source) in own.State.Zip(state_dict.State).Where(s => s.First != s.Second)) { target.LoadStateDict(source); }
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    /// <summary>The optimizer's name, the numbers of groups and states, then each of them.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        StateDictionary own = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(own.Options.Count);
        writer.Write7BitEncodedInt64(own.State.Count);
        foreach (OptimizerOptions options in own.Options) { options.SaveStateDict(writer); }
        foreach (OptimizerState state in own.State) { state.SaveStateDict(writer); }
    }

    public void load_state_dict(BinaryReader reader)
    {
        string name = reader.ReadString();
        if (name != GetType().Name) { throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{name}' in the loaded stream."); }
        (long options, long states) = (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        StateDictionary own = state_dict();
        RequireEqualCounts(own, options, states);
        foreach (OptimizerOptions target in own.Options) { target.LoadStateDict(reader); }
        foreach (OptimizerState target in own.State) { target.LoadStateDict(reader); }
    }

    private protected void Initialize(OptimizerOptions defaults, IEnumerable<ParamGroup> groups)
    {
        RequireNotNegative(defaults.LearningRate!.Value, "learning rate");
        defaults.InitialLearningRate = defaults.LearningRate.Value;
        _defaults = defaults;
        foreach (ParamGroup group in groups) { add_param_group(group); }
    }

    /// <summary>Takes a group, completes its options from the defaults, and makes the state of each parameter.</summary>
    private protected void Attach(ParamGroup group, Func<Parameter, OptimizerState> makeState)
    {
        group.Options ??= _defaults.Clone();
        group.Options.Complete(_defaults);
        Parameter[] parameters = [.. group.Parameters];
        group.Parameters = parameters;
        group.Options.InitialLearningRate = group.LearningRate;
        group.States = [.. parameters.Select(makeState)];
        foreach (OptimizerState state in group.States) { state.Initialize(group.Options); }
        _parameter_groups.Add(group);
    }

    /// <summary>Runs the closure with gradients on, then the update for every group without.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var grad = enable_grad();
            loss = loss_closure();
        }

        bool records = Graph.IsEnabled;
        Graph.IsEnabled = false;
        try
        {
            for (int i = 0; i < _parameter_groups.Count; i++) { body((T)_parameter_groups[i]); }
        }
        finally
        {
            Graph.IsEnabled = records;
        }
        return loss;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (OptimizerState state in _parameter_groups.SelectMany(g => g.States)) { (state as IDisposable)?.Dispose(); }
        }
        base.Dispose(disposing);
    }

    private static void RequireEqualCounts(StateDictionary own, long options, long states)
    {
        if (options != own.Options.Count) { throw new ArgumentException($"Invalid optimizer state -- different number of parameter groups: {options} for {own.Options.Count}."); }
        if (states != own.State.Count) { throw new ArgumentException($"Invalid optimizer state -- different number of states: {states} for {own.State.Count}."); }
    }

    private protected static void RequireNotNegative(double value, string name)
    {
        if (value < 0) { throw new ArgumentException($"Invalid {name}: {value}"); }
    }

    private protected static void RequireBetas(double beta1, double beta2)
    {
        if (beta1 is < 0 or >= 1) { throw new ArgumentException($"Invalid beta1: {beta1}"); }
        if (beta2 is < 0 or >= 1) { throw new ArgumentException($"Invalid beta2: {beta2}"); }
    }
}
