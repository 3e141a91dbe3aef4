namespace TorchSharp.Modules;

/// <summary>Settings of one group of parameters; what is null is filled in from the optimizer.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        (InitialLearningRate, LearningRate) = (source.InitialLearningRate, source.LearningRate);
        ForEach(source, (ref own, other) => own = other, (ref own, other) => own = other);
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        (InitialLearningRate, LearningRate) = (reader.ReadDouble(), reader.ReadDouble());
        ForEach(this, (ref own, _) => own = reader.ReadDouble(), (ref own, _) => own = reader.ReadBoolean());
    }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
        ForEach(this, (ref own, _) => writer.Write(own!.Value), (ref own, _) => writer.Write(own!.Value));
    }

    internal OptimizerOptions Clone() => (OptimizerOptions)MemberwiseClone();

    /// <summary>Takes from the defaults what is null here.</summary>
    internal void Complete(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        ForEach(defaults, (ref own, other) => own ??= other, (ref own, other) => own ??= other);
    }

    /// <summary>Does something with each setting of this kind of optimizer and its like in other options, in the order of the file.</summary>
    internal virtual void ForEach(OptimizerOptions other, SettingAction<double> number, SettingAction<bool> flag)
    {
    }
}

internal delegate void SettingAction<T>(ref T? own, T? other)
    where T : struct;
