using MultimodalML.Fusion;
using MultimodalML.Losses;
using MultimodalML.Training;

namespace SimilaritySearch;

/// <summary>The two ways of training that the table compares.</summary>
internal static class Recipes
{
    private const int QuickEpochs = 2;

    /// <summary>The library's default.</summary>
    public static MultimodalFuseOptions Default(IReadOnlyList<string> modalities, RunSettings settings) =>
        Shorten(new MultimodalFuseOptions { InputColumnNames = modalities, Training = new TrainingOptions { Seed = settings.Seed } }, settings);

    /// <summary>The source's: cosine regressed to 1 (same class) or 0, nothing beside the network, all modalities always there, the last epoch kept.</summary>
    public static MultimodalFuseOptions Source(IReadOnlyList<string> modalities, RunSettings settings)
    {
        MultimodalFuseOptions ours = Default(modalities, settings);
        return ours with
        {
            Loss = FusionLoss.CosinePairs,
            CosinePairError = CosinePairError.SquaredError,
            Path = null,
            ModalityDropout = 0,
            ValidationFraction = 0,
        };
    }

    private static MultimodalFuseOptions Shorten(MultimodalFuseOptions options, RunSettings settings) =>
        settings.Quick ? options with { Training = options.Training with { Epochs = QuickEpochs } } : options;
}
