using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MultimodalML.Data;
using MultimodalML.Prototypes;
using MultimodalML.Training;
using TorchSharp;

namespace MultimodalML.Discovery;

/// <summary>Learns known classes from labelled rows and finds novel categories among the unlabelled ones; new rows are then scored as either.</summary>
/// <remarks>
/// One fixed-length vector of <see cref="float"/> a modality, and a key in which the missing key means unlabelled → "Embedding" [EmbeddingLength] <see cref="float"/>, "Score" [known + novel] <see cref="float"/>,
/// probabilities, and "PredictedLabel", a key. See <see cref="NovelCategoriesOptions"/>.
/// </remarks>
public sealed class NovelCategoriesTrainer : IEstimator<NovelCategoriesTransformer>
{
    private const string Name = "NovelCategories";

    private readonly IHostEnvironment _environment;
    private readonly NovelCategoriesOptions _options;

    internal NovelCategoriesTrainer(IHostEnvironment environment, NovelCategoriesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_environment, _options) = (environment, options);
    }

    /// <summary>Reads the data once, then trains; see <see cref="DiscoveryTrainer.Train"/>.</summary>
    /// <exception cref="ArgumentException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidDataException">No rows, no unlabelled row, fewer of them than novel categories, an infinite value, a row with no modality, a modality that no row has or that is too long for the path; or the checkpoint cannot be used.</exception>
    /// <exception cref="InvalidOperationException">Training diverged; or a GPU is asked for, there is none, and <see cref="MLContext.FallbackToCpu"/> is false.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    public NovelCategoriesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        torch.Device device = ComputeDevice.Of(_environment);
        var columns = ModalityColumns.From(input.Schema, _options.InputColumnNames);
        var rows = ModalityBatch.Read(input, columns, _options.LabelColumnName);
        IReadOnlyList<string> known = [];
        if (_options.LabelColumnName is { } name)
        {
            (DataViewSchema.Column label, int classCount) = ColumnChecks.FindLabel(input.Schema, name);
            known = ClassNames.From(label, classCount).Names;
        }

        IHost host = _environment.Register(Name);
        using IChannel channel = host.Start("Training");
        var trainer = new DiscoveryTrainer(_options, device, line => channel.Info(MessageSensitivity.None, line), host.Rand.Next());
        (DiscoveryModel model, DiscoveryReport report) = trainer.Train(rows);
        string[] outputs = [_options.EmbeddingColumnName, _options.ScoreColumnName, _options.PredictedLabelColumnName];
        return new NovelCategoriesTransformer(_environment, model, NovelCategoriesTransformer.Names(known, model.NovelCount), outputs, report);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or has another type; the message names it, what was found and what fits.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.RequireModalities(inputSchema, _options.InputColumnNames, _options.LabelColumnName);
        return inputSchema.With([SchemaShapes.FloatVector(_options.EmbeddingColumnName), .. ScoreColumns.TextShapes(_options.ScoreColumnName, _options.PredictedLabelColumnName)]);
    }
}
