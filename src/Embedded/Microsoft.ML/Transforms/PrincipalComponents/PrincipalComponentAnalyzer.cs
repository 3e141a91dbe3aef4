using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Microsoft.ML.Numerics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Finds the directions of largest variance by a randomized method: two passes over the data.</summary>
public sealed class PrincipalComponentAnalyzer : IEstimator<PrincipalComponentAnalysisTransformer>
{
    private readonly IHost _host;
    private readonly (string outputColumnName, string inputColumnName)[] _columns;
    private readonly string? _weightColumnName;
    private readonly int _rank;
    private readonly int _overSampling;
    private readonly bool _ensureZeroMean;
    private readonly int? _seed;

    internal PrincipalComponentAnalyzer(
        IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, string? weightColumnName, int rank, int overSampling, bool ensureZeroMean, int? seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rank);
        ArgumentOutOfRangeException.ThrowIfNegative(overSampling);
        _host = env.Register(nameof(PrincipalComponentAnalyzer));
        (_columns, _weightColumnName, _rank, _overSampling, _ensureZeroMean, _seed) = (columns, weightColumnName, rank, overSampling, ensureZeroMean, seed);
    }

    public PrincipalComponentAnalysisTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column? weight = _weightColumnName is null ? null : input.Schema.Require(_weightColumnName, "weight");
        return new PrincipalComponentAnalysisTransformer(_host, _columns, [.. _columns.Select(pair => Learn(input, input.Schema.Require(pair.inputColumnName), weight))]);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (_weightColumnName is not null)
        {
            inputSchema.Require(_weightColumnName, "weight");
        }
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            if (column.Kind != SchemaShape.Column.VectorKind.Vector || !column.ItemType.Equals(NumberDataViewType.Single) || column.IsKey)
            {
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", pair.inputColumnName, PrincipalComponentAnalysisTransformer.Expected, column.GetTypeString());
            }
            return new SchemaShape.Column(pair.outputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false);
        }));
    }

    private PrincipalComponentAnalysisTransformer.Projection Learn(IDataView data, DataViewSchema.Column column, DataViewSchema.Column? weight)
    {
        PrincipalComponentAnalysisTransformer.Require(column);
        int dimension = column.Type.ValueCount;
        if (_rank > dimension)
        {
            throw new InvalidOperationException($"Rank must be positive, and at most the dimension of untransformed data: it is {_rank}, column '{column.Name}' has {dimension} slots.");
        }
        var mean = new double[dimension];
        float[][] vectors = RandomizedPca.Eigenvectors(
            dimension, _rank, _overSampling, _seed is { } seed ? new Random(seed) : _host.Rand, directions => MultiplyByCovariance(data, column, weight, directions, mean));
        float[] offsets = [.. vectors.Select(v => _ensureZeroMean ? (float)v.Zip(mean, (a, b) => a * b).Sum() : 0)];
        return new PrincipalComponentAnalysisTransformer.Projection(vectors, offsets);
    }

    // Σ w x (x · direction) / Σ w, less the mean's part; rows that are not finite are left out.
    private double[][] MultiplyByCovariance(IDataView data, DataViewSchema.Column column, DataViewSchema.Column? weightColumn, double[][] directions, double[] mean)
    {
        double[][] products = [.. directions.Select(_ => new double[mean.Length])];
        Array.Clear(mean);
        double total = 0;
        IEnumerable<DataViewSchema.Column?> needed = [column, weightColumn];
        using (DataViewRowCursor cursor = data.GetRowCursor(needed.OfType<DataViewSchema.Column>()))
        {
            ValueGetter<VBuffer<float>> getVector = cursor.GetGetter<VBuffer<float>>(column);
            ValueGetter<float>? getWeight = weightColumn is { } known ? cursor.GetGetter<float>(known) : null;
            VBuffer<float> vector = default;
            float weight = 1;
            var single = new float[mean.Length];
            var row = new double[mean.Length];
            while (cursor.MoveNext())
            {
                getVector(ref vector);
                getWeight?.Invoke(ref weight);
                vector.CopyTo(single);
                if (!float.IsFinite(weight) || weight < 0 || !TensorPrimitives.IsFiniteAll<float>(single))
                {
                    continue;
                }
                TensorPrimitives.ConvertTruncating<float, double>(single, row);
                total += weight;
                TensorPrimitives.MultiplyAdd<double>(row, weight, mean, mean);
                for (int i = 0; i < directions.Length; i++)
                {
                    TensorPrimitives.MultiplyAdd<double>(row, weight * TensorPrimitives.Dot<double>(row, directions[i]), products[i], products[i]);
                }
            }
        }
        if (total <= 0)
        {
            throw new InvalidOperationException($"Empty data in column '{column.Name}': no row has finite values and a weight above 0.");
        }
        TensorPrimitives.Divide<double>(mean, total, mean);
        for (int i = 0; i < directions.Length; i++)
        {
            TensorPrimitives.Divide<double>(products[i], total, products[i]);
            if (_ensureZeroMean)
            {
                TensorPrimitives.MultiplyAdd<double>(mean, -TensorPrimitives.Dot<double>(mean, directions[i]), products[i], products[i]);
            }
        }
        return products;
    }
}
