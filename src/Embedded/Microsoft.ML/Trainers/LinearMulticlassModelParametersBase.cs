using Microsoft.ML.Data;
using Microsoft.ML.Numerics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>One weight vector and one bias per class.</summary>
public abstract class LinearMulticlassModelParametersBase : ModelParametersBase<VBuffer<float>>, IVectorModel
{
    private const string StatisticsDirectory = "ModelStats";

    /// <summary>Null unless the trainer was asked for them.</summary>
    public readonly ModelStatisticsBase? Statistics;
    private readonly float[][] _weights;
    private readonly float[] _biases;

    private protected LinearMulticlassModelParametersBase(float[][] weights, float[] biases, ModelStatisticsBase? statistics = null) =>
        (_weights, _biases, Statistics) = (weights, biases, statistics);

    private protected LinearMulticlassModelParametersBase(IHostEnvironment env, ModelLoadContext ctx)
    {
        int features = ctx.Reader.ReadInt32();
        int classes = ctx.Reader.ReadInt32();
        ModelFormat.Check(
            features > 0 && classes > 0 && (long)features * classes <= ctx.Reader.BaseStream.Length,
            $"Corrupt model file: a linear model of {classes} classes and {features} features.");
        _biases = ReadFloats(ctx.Reader, classes);
        _weights = [.. Enumerable.Range(0, classes).Select(_ => ReadFloats(ctx.Reader, features))];
        ctx.LoadModelOrNull<ModelStatisticsBase, SignatureLoadModel>(env, out Statistics, StatisticsDirectory);
    }

    int IVectorModel.InputSize => _weights[0].Length;

    int IVectorModel.OutputSize => _biases.Length;

    internal int FeatureCount => _weights[0].Length;

    /// <summary>[classes][features].</summary>
    internal float[][] Weights => _weights;

    public IEnumerable<float> GetBiases() => _biases;

    /// <summary>Copies the weight vectors, one per class.</summary>
    public void GetWeights(ref VBuffer<float>[] weights, out int numClasses)
    {
        numClasses = _weights.Length;
        if (weights is null || weights.Length < numClasses)
        {
            Array.Resize(ref weights, numClasses);
        }
        for (int i = 0; i < numClasses; i++)
        {
            VBuffer<float>.Copy(_weights[i], 0, ref weights[i], _weights[i].Length);
        }
    }

    VectorMap IVectorModel.CreateMap() => (in VBuffer<float> features, ref VBuffer<float> scores) =>
    {
        if (features.Length != FeatureCount)
        {
            throw new InvalidOperationException($"The model was trained on {FeatureCount} features; the row has {features.Length}.");
        }
        VBufferEditor<float> editor = VBufferEditor.Create(ref scores, _biases.Length);
        for (int i = 0; i < _biases.Length; i++)
        {
            editor.Values[i] = _biases[i] + VectorProducts.Dot(_weights[i], features);
        }
        Calibrate(editor.Values);
        scores = editor.Commit();
    };

    /// <summary>Turns the linear scores into what the model gives.</summary>
    private protected abstract void Calibrate(Span<float> scores);

    private protected abstract VersionInfo GetVersionInfo();

    private protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.Writer.Write(FeatureCount);
        ctx.Writer.Write(_biases.Length);
        foreach (float value in _biases.Concat(_weights.SelectMany(w => w)))
        {
            ctx.Writer.Write(value);
        }
        if (Statistics is not null)
        {
            ctx.SaveModel(Statistics, StatisticsDirectory);
        }
    }

    private static float[] ReadFloats(BinaryReader reader, int count) => [.. Enumerable.Range(0, count).Select(_ => reader.ReadSingle())];
}
