using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Persistence;
using MultimodalML.Prototypes;

namespace MultimodalML.Discovery;

/// <summary>Adds the joint embedding, the probabilities of known and novel categories, and the most probable of them; see <see cref="DiscoveryModel"/>.</summary>
/// <remarks>Rows that training never saw are scored like all others. Missing modalities are left out, so any subset is answered.</remarks>
public sealed class NovelCategoriesTransformer : BlockTransformer
{
    internal static readonly PayloadKind PayloadKind = new("NovelCategories", 1);

    private readonly string[] _outputNames; // embedding, score, predicted label

    internal NovelCategoriesTransformer(IHostEnvironment environment, DiscoveryModel model, IReadOnlyList<string> categoryNames, string[] outputNames, DiscoveryReport? report)
        : base(environment)
    {
        (Model, CategoryNames, _outputNames, Report) = (model, categoryNames, outputNames, report);
        OutputColumns =
        [
            OutputColumn.FloatVector(outputNames[0], model.Embedder.EmbeddingLength),
            .. ScoreColumns.Create(ClassNames.OfTexts(categoryNames), model.CategoryCount, outputNames[1], outputNames[2]),
        ];
    }

    /// <summary>The model itself, to use without ML.NET.</summary>
    public DiscoveryModel Model { get; }

    /// <summary>The categories in the order of their keys and scores: the known classes' names as text, then "novel-1", "novel-2" and so on.</summary>
    public IReadOnlyList<string> CategoryNames { get; }

    /// <summary>What training did; null when the transformer was loaded from a file.</summary>
    public DiscoveryReport? Report { get; }

    /// <inheritdoc/>
    public override ModalityColumns InputColumns => Model.Columns;

    internal override IReadOnlyList<OutputColumn> OutputColumns { get; }

    private protected override PayloadKind Kind => PayloadKind;

    internal override IBlockScorer CreateScorer(int capacity) => new Scorer(Model);

    /// <summary>The known names and one for each novel category, none of which is a known one.</summary>
    internal static string[] Names(IReadOnlyList<string> known, int novelCount)
    {
        string prefix = "novel-";
        while (known.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            prefix = "novel-" + prefix; // some labels are themselves called so
        }
        return [.. known, .. Enumerable.Range(1, novelCount).Select(number => $"{prefix}{number}")];
    }

    internal static ITransformer Read(IHostEnvironment environment, BinaryReader reader, int version)
    {
        string[] outputNames = reader.ReadStrings();
        string[] categoryNames = reader.ReadStrings();
        int knownCount = reader.ReadInt32();
        var model = new DiscoveryModel(FusionPayload.Read(reader), DiscoveryHead.Read(reader), knownCount);
        return outputNames.Length == 3 && categoryNames.Length == model.CategoryCount
            ? new NovelCategoriesTransformer(environment, model, categoryNames, outputNames, report: null)
            : throw new InvalidDataException($"The model file is damaged: it has {outputNames.Length} output columns, and {categoryNames.Length} names for {model.CategoryCount} categories.");
    }

    private protected override void WritePayload(BinaryWriter writer)
    {
        writer.WriteStrings(_outputNames);
        writer.WriteStrings(CategoryNames);
        writer.Write(Model.KnownCount);
        FusionPayload.Write(writer, Model.Embedder);
        Model.Head.Write(writer);
    }

    private sealed class Scorer(DiscoveryModel model) : IBlockScorer
    {
        public void Score(ModalityBatch inputs, OutputBuffer[] outputs)
        {
            Span<float> scores = outputs[1].Values<float>();
            Span<uint> predicted = outputs[2].Values<uint>();
            model.Score(inputs, outputs[0].Values<float>(), scores);
            for (int row = 0; row < inputs.RowCount; row++)
            {
                predicted[row] = (uint)TensorPrimitives.IndexOfMax<float>(scores.Slice(row * model.CategoryCount, model.CategoryCount)) + 1;
            }
        }
    }
}
