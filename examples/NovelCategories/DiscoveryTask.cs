using System.Globalization;
using Microsoft.ML;

namespace NovelCategories;

/// <summary>A data set of which the first classes are labelled and the others are to be discovered.</summary>
/// <remarks>
/// Both views have the modalities, "Label", the truth, and "Known", the label that training sees: missing for rows of the new classes. All training rows of known classes are labelled, so
/// the unlabelled ones are of new classes only; the test rows are of all classes, and nobody sees their labels. "Class" is the truth as text.
/// </remarks>
internal sealed record DiscoveryTask
{
    private DiscoveryTask(string name, string[] modalities, int knownCount, int novelCount, IDataView train, IDataView test) =>
        (Name, Modalities, KnownCount, NovelCount, Train, Test) = (name, modalities, knownCount, novelCount, train, test);

    public string Name { get; }

    public string[] Modalities { get; }

    public int KnownCount { get; }

    public int NovelCount { get; }

    public IDataView Train { get; }

    public IDataView Test { get; }

    /// <summary>Said below the table, or empty.</summary>
    public string Caution { get; init; } = "";

    /// <param name="ml">Makes the views.</param>
    /// <param name="name">For the table.</param>
    /// <param name="modalities">Columns of vectors.</param>
    /// <param name="knownCount">Classes "0" to knownCount − 1 are labelled.</param>
    /// <param name="novelCount">The classes after them are not.</param>
    /// <param name="views">Train and test rows with the modalities and the text column "Label".</param>
    /// <param name="prepare">What the modalities need first, learned from the training rows; null for nothing.</param>
    public static DiscoveryTask Create(
        MLContext ml, string name, string[] modalities, int knownCount, int novelCount, (IDataView Train, IDataView Test) views, IEstimator<ITransformer>? prepare = null)
    {
        IEstimator<ITransformer> pipeline = ml.Transforms.CustomMapping<Labelled, Seen>(
                (row, seen) => seen.Known = int.Parse(row.Label, CultureInfo.InvariantCulture) < knownCount ? row.Label : "", contractName: null)
            .Append(ml.Transforms.CopyColumns("Class", "Label"))
            .Append(ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("Label"), new InputOutputColumnPair("Known")]));
        ITransformer model = (prepare is null ? pipeline : pipeline.Append(prepare)).Fit(views.Train);
        return new DiscoveryTask(name, modalities, knownCount, novelCount, ml.Data.Cache(model.Transform(views.Train)), ml.Data.Cache(model.Transform(views.Test)));
    }

    private sealed class Labelled
    {
        public string Label { get; set; } = "";
    }

    private sealed class Seen
    {
        public string Known { get; set; } = "";
    }
}
