using Microsoft.ML;
using Microsoft.ML.Runtime;
using MultimodalML.Data;
using MultimodalML.Persistence;
using MultimodalML.Training;

namespace MultimodalML.Fusion;

/// <summary>Adds the fused embedding of several modalities; see <see cref="FusionModel"/>.</summary>
/// <remarks>Holds plain arrays, no Torch tensor: nothing to dispose. Missing modalities are left out, so any subset is answered.</remarks>
public sealed class MultimodalFuseTransformer : BlockTransformer
{
    internal static readonly PayloadKind PayloadKind = new("MultimodalFuse", FusionPayload.Version);

    private readonly string _outputColumnName;

    internal MultimodalFuseTransformer(IHostEnvironment environment, FusionModel model, string outputColumnName, TrainingReport? report)
        : base(environment)
    {
        (Model, _outputColumnName, Report) = (model, outputColumnName, report);
        OutputColumns = [OutputColumn.FloatVector(outputColumnName, model.EmbeddingLength)];
    }

    /// <summary>The model itself, to use without ML.NET.</summary>
    public FusionModel Model { get; }

    /// <summary>What training the network did, also where <see cref="FusionModel.UsesNetwork"/> says that it was left out; null when the transformer was loaded from a file.</summary>
    public TrainingReport? Report { get; }

    /// <inheritdoc/>
    public override ModalityColumns InputColumns => Model.Columns;

    internal override IReadOnlyList<OutputColumn> OutputColumns { get; }

    private protected override PayloadKind Kind => PayloadKind;

    internal override IBlockScorer CreateScorer(int capacity) => new Scorer(Model);

    internal static ITransformer Read(IHostEnvironment environment, BinaryReader reader, int version)
    {
        string outputColumnName = reader.ReadString();
        return new MultimodalFuseTransformer(environment, FusionPayload.Read(reader), outputColumnName, report: null);
    }

    private protected override void WritePayload(BinaryWriter writer)
    {
        writer.Write(_outputColumnName);
        FusionPayload.Write(writer, Model);
    }

    private sealed class Scorer(FusionModel model) : IBlockScorer
    {
        public void Score(ModalityBatch inputs, OutputBuffer[] outputs) => model.Score(inputs, outputs[0].Values<float>());
    }
}
