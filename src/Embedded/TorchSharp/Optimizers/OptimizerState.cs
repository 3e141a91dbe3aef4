using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    public abstract void Initialize(OptimizerOptions options);

    public abstract void LoadStateDict(OptimizerState source);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void SaveStateDict(BinaryWriter writer);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device)
    {
    }

    internal Parameter Parameter => _parameter;

    /// <summary>The parameter's gradient without gaps, owned by the caller; null where there is none.</summary>
    internal TensorData? Gradient => _parameter.Data.Grad is { } gradient ? Copy.Contiguous(gradient) : null;

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device)
    {
        result?.Dispose();
        result = reader.ReadBoolean() ? TensorExtensionMethods.Load(reader).DetachFromDisposeScope() : null;
    }

    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    private protected static void Replace(ref Tensor? target, Tensor? source)
    {
        target?.Dispose();
        target = source?.clone().DetachFromDisposeScope();
    }

    private protected static bool Close(Tensor? a, Tensor? b) => a is null || (b is not null && a.allclose(b));
}
