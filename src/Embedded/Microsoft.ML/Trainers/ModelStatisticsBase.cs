using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

[assembly: LoadableClass(typeof(ModelStatisticsBase), null, typeof(SignatureLoadModel), "", ModelStatisticsBase.LoaderSignature)]

namespace Microsoft.ML.Trainers;

/// <summary>How well a model fits the data it was trained on.</summary>
public class ModelStatisticsBase : ICanSaveModel
{
    internal const string LoaderSignature = "ModelStats";
    private static readonly VersionInfo s_version = VersionInfo.First("MODELSTA", LoaderSignature);

    public readonly long TrainingExampleCount;
    public readonly int ParametersCount;

    /// <summary>Twice the negative log-likelihood of the model.</summary>
    public readonly float Deviance;

    /// <summary>That of a model which knows only how frequent the classes are.</summary>
    public readonly float NullDeviance;

    internal ModelStatisticsBase(long trainingExampleCount, int parametersCount, float deviance, float nullDeviance) =>
        (TrainingExampleCount, ParametersCount, Deviance, NullDeviance) = (trainingExampleCount, parametersCount, deviance, nullDeviance);

    private static ModelStatisticsBase Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new ModelStatisticsBase(ctx.Reader.ReadInt64(), ctx.Reader.ReadInt32(), ctx.Reader.ReadSingle(), ctx.Reader.ReadSingle());
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        ctx.Writer.Write(TrainingExampleCount);
        ctx.Writer.Write(ParametersCount);
        ctx.Writer.Write(Deviance);
        ctx.Writer.Write(NullDeviance);
    }
}
