using Microsoft.ML;
using Microsoft.ML.Runtime;
using MultimodalML.Data;
using MultimodalML.Training;
using TorchSharp;

namespace MultimodalML.Fusion;

/// <summary>Fuses several modalities of an item into one embedding, in which items of a class are near each other, also items of classes that training never saw.</summary>
/// <remarks>
/// One fixed-length vector of <see cref="float"/> a modality → [EmbeddingLength] <see cref="float"/>. Three fully connected layers a modality, two for the fusion, and the scaled inputs
/// themselves beside them; one model answers every subset of the modalities. See <see cref="MultimodalFuseOptions"/>.
/// </remarks>
public sealed class MultimodalFuseEstimator : IEstimator<MultimodalFuseTransformer>
{
    private const string Name = "MultimodalFuse";

    private readonly IHostEnvironment _environment;
    private readonly MultimodalFuseOptions _options;

    internal MultimodalFuseEstimator(IHostEnvironment environment, MultimodalFuseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_environment, _options) = (environment, options);
    }

    /// <summary>Reads the data once, then trains; see <see cref="FusionTrainer.Train"/>.</summary>
    /// <exception cref="ArgumentException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidDataException">No rows, an infinite value, a row with no modality or no label, a modality that no row has or that is too long for the path, fewer than two classes, validation data that does not fit; or the checkpoint cannot be used.</exception>
    /// <exception cref="InvalidOperationException">Training diverged; or a GPU is asked for, there is none, and <see cref="MLContext.FallbackToCpu"/> is false.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    public MultimodalFuseTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        torch.Device device = ComputeDevice.Of(_environment);
        var columns = ModalityColumns.From(input.Schema, _options.InputColumnNames);
        var rows = ModalityBatch.Read(input, columns, _options.LabelColumnName);
        ModalityBatch? validation = _options.ValidationData is { } data ? ModalityBatch.Read(data, columns, _options.LabelColumnName) : null;

        IHost host = _environment.Register(Name);
        using IChannel channel = host.Start("Training");
        var trainer = new FusionTrainer(_options, device, line => channel.Info(MessageSensitivity.None, line), host.Rand.Next());
        (FusionModel model, TrainingReport report) = trainer.Train(rows, validation);
        return new MultimodalFuseTransformer(_environment, model, _options.OutputColumnName, report);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or has another type; the message names it, what was found and what fits.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.RequireModalities(inputSchema, _options.InputColumnNames, _options.LabelColumnName);
        return inputSchema.With(SchemaShapes.FloatVector(_options.OutputColumnName));
    }
}
