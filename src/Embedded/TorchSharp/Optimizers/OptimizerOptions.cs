namespace TorchSharp.Modules;

/// <summary>Settings of one group of parameters; what is null is filled in from the optimizer.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }

    public virtual void LoadStateDict(OptimizerOptions source) => (InitialLearningRate, LearningRate) = (source.InitialLearningRate, source.LearningRate);

    public virtual void LoadStateDict(BinaryReader reader) => (InitialLearningRate, LearningRate) = (reader.ReadDouble(), reader.ReadDouble());

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
    }
}
