namespace Microsoft.ML.Data;

/// <summary>Adds the score vector of an <see cref="IVectorModel"/> and the label that it stands for.</summary>
/// <param name="inputSchema">The schema of the rows.</param>
/// <param name="features">The column to score.</param>
/// <param name="model">What scores it.</param>
/// <param name="scoreAnnotations">Annotations of the score column.</param>
/// <param name="labelAnnotations">Annotations of the predicted label.</param>
/// <param name="smallestWins">True: the label is the index of the smallest score, as of a distance; else of the largest.</param>
internal sealed class VectorScorer(
    DataViewSchema inputSchema,
    DataViewSchema.Column features,
    IVectorModel model,
    DataViewSchema.Annotations scoreAnnotations,
    DataViewSchema.Annotations labelAnnotations,
    bool smallestWins) : RowMapper(inputSchema)
{
    private const int LabelColumn = 0;
    private const int ScoreColumn = 1;

    public override DataViewSchema.DetachedColumn[] OutputColumns { get; } =
    [
        new("PredictedLabel", new KeyDataViewType(typeof(uint), model.OutputSize), labelAnnotations),
        new("Score", new VectorDataViewType(NumberDataViewType.Single, model.OutputSize), scoreAnnotations),
    ];

    public override IEnumerable<int> Dependencies(int outputColumn) => [features.Index];

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] isActive)
    {
        ValueGetter<VBuffer<float>> getFeatures = input.GetGetter<VBuffer<float>>(features);
        VectorMap map = model.CreateMap();
        VBuffer<float> values = default;
        VBuffer<float> scores = default;
        Action score = PerRow.Once(input, () =>
        {
            getFeatures(ref values);
            map(in values, ref scores);
        });

        ValueGetter<uint> getLabel = (ref uint label) =>
        {
            score();
            label = (uint)(IndexOfBest(scores.GetValues()) + 1); // maps give dense scores
        };
        ValueGetter<VBuffer<float>> getScores = (ref VBuffer<float> target) =>
        {
            score();
            scores.CopyTo(ref target);
        };
        return [isActive[LabelColumn] ? getLabel : null, isActive[ScoreColumn] ? getScores : null];
    }

    // The first of equal scores; NaN is never the best; -1, which is a missing label, when all are NaN.
    private int IndexOfBest(ReadOnlySpan<float> scores)
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
        {
            bool isBetter = best < 0 ? !float.IsNaN(scores[i]) : smallestWins ? scores[i] < scores[best] : scores[i] > scores[best];
            best = isBetter ? i : best;
        }

        return best;
    }
}
