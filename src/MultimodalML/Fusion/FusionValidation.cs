using System.Numerics.Tensors;
using MultimodalML.Data;
using MultimodalML.Prototypes;

namespace MultimodalML.Fusion;

/// <summary>Measures a model by retrieval on rows it was not trained on.</summary>
/// <remarks>
/// With labels: the share of held-out rows whose nearest class mean is their own class's. Without: the share of held-out rows that, seen with noise, are nearest to themselves
/// seen with other noise.
/// </remarks>
internal abstract class FusionValidation
{
    private const int MostPrototypeRows = 20_000; // more change the class means no longer, but take time every epoch
    private const int MostViewRows = 1_000;

    private static readonly PrototypeOptions s_prototypes = new() { Distance = PrototypeDistance.SquaredEuclidean, Temperature = 1 };

    public abstract string Name { get; }

    /// <summary>Rows that are measured.</summary>
    public abstract int Count { get; }

    /// <summary>0 to 1, higher is better.</summary>
    public abstract double Of(FusionModel model);

    /// <summary>Null when there are too few rows to measure by.</summary>
    public static FusionValidation? Create(ModalityBatch rows, int[] training, ModalityBatch validation, bool labelled, FeatureScaling scaling, int seed)
    {
        if (labelled && validation.RowCount > 0 && !validation.Labels.Contains(ModalityBatch.NoLabel))
        {
            return new ByPrototypes(rows.Take(Thinned(training, MostPrototypeRows)), validation);
        }

        return validation.RowCount > 1 ? new ByViews(validation.Take(Thinned([.. Enumerable.Range(0, validation.RowCount)], MostViewRows)), scaling, seed) : null;
    }

    /// <summary>Queries whose nearest class mean, of the support rows, is their own class's.</summary>
    public static int Hits(FusionModel model, ModalityBatch support, ModalityBatch queries)
    {
        var prototypes = PrototypeSet.Build(model.Score(support), model.EmbeddingLength, support.Labels, support.ClassCount, s_prototypes);
        float[] embeddings = model.Score(queries);
        int right = 0;
        for (int row = 0; row < queries.RowCount; row++)
        {
            right += prototypes.Classify(embeddings.AsSpan(row * model.EmbeddingLength, model.EmbeddingLength)) == queries.Labels[row] ? 1 : 0;
        }
        return right;
    }

    /// <summary>Evenly chosen rows, at most so many.</summary>
    public static int[] Thinned(int[] rows, int most)
    {
        int step = (rows.Length + most - 1) / most;
        return [.. rows.Where((_, i) => i % step == 0)];
    }

    private sealed class ByPrototypes(ModalityBatch support, ModalityBatch queries) : FusionValidation
    {
        public override string Name => "prototype top-1";

        public override int Count => queries.RowCount;

        public override double Of(FusionModel model) => (double)Hits(model, support, queries) / queries.RowCount;
    }

    private sealed class ByViews(ModalityBatch rows, FeatureScaling scaling, int seed) : FusionValidation
    {
        private const float Noise = 0.3f; // of each dimension's deviation

        private readonly ModalityBatch _first = Noisy(rows, scaling, new PortableRandom(seed, 1));
        private readonly ModalityBatch _second = Noisy(rows, scaling, new PortableRandom(seed, 2));

        public override string Name => "view top-1";

        public override int Count => rows.RowCount;

        public override double Of(FusionModel model)
        {
            (float[] a, float[] b, int length) = (model.Score(_first), model.Score(_second), model.EmbeddingLength);
            int right = 0;
            for (int row = 0; row < rows.RowCount; row++)
            {
                ReadOnlySpan<float> query = a.AsSpan(row * length, length);
                (int nearest, float best) = (0, float.NegativeInfinity);
                for (int other = 0; other < rows.RowCount; other++)
                {
                    float similarity = TensorPrimitives.CosineSimilarity(query, b.AsSpan(other * length, length));
                    (nearest, best) = similarity > best ? (other, similarity) : (nearest, best);
                }
                right += nearest == row ? 1 : 0;
            }
            return (double)right / rows.RowCount;
        }

        private static ModalityBatch Noisy(ModalityBatch rows, FeatureScaling scaling, PortableRandom random)
        {
            var values = new float[rows.Columns.Count][];
            for (int m = 0; m < values.Length; m++)
            {
                values[m] = rows.Values(m).ToArray();
                float[] factors = scaling.Modalities[m].Factors.ToArray();
                for (int i = 0; i < values[m].Length; i++)
                {
                    float factor = factors[i % factors.Length];
                    bool present = rows.IsPresent(m, i / factors.Length);
                    values[m][i] = !present ? float.NaN : factor == 0 ? values[m][i] : values[m][i] + (Noise * (float)random.NextNormal() / factor);
                }
            }
            return ModalityBatch.FromArrays(rows.Columns, values);
        }
    }
}
