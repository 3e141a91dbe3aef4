using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Training;

namespace MultimodalML.Benchmarks.Scoring;

/// <summary>A fusion model (19 features in 6/9/4) over 100,000 rows: from memory, through a cursor, row by row. The default model is mostly its path; the network alone is the whole network.</summary>
[MemoryDiagnoser]
public class FusionScoringBenchmarks
{
    private const int RowCount = 100_000;

    private ModalityBatch? _rows;
    private ModalityBatch? _one;
    private IDataView? _scored;
    private FusionModel? _model;
    private float[] _embeddings = [];

    [Params(false, true)]
    public bool NetworkAlone { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var ml = new MLContext(seed: 1);
        var data = new DistributionDataset();
        MultimodalFuseOptions options = new()
        {
            InputColumnNames = data.Columns.Names,
            Path = NetworkAlone ? null : new PathOptions(),
            Training = new TrainingOptions { Epochs = 1, Seed = 1 },
        };
        MultimodalFuseTransformer transformer = ml.Transforms.MultimodalFuse(options).Fit(DistributionDataset.ToDataView(data.Train(30)));
        _rows = data.Train();
        _one = _rows.Take([17]);
        _model = transformer.Model;
        _embeddings = new float[RowCount * _model.EmbeddingLength];
        _scored = transformer.Transform(DistributionDataset.ToDataView(_rows));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RowCount)]
    public float FromMemory()
    {
        _model!.Score(_rows!, _embeddings);
        return _embeddings[^1];
    }

    [Benchmark(OperationsPerInvoke = RowCount)]
    public float ThroughCursor()
    {
        DataViewSchema.Column column = _scored!.Schema["Embedding"];
        using DataViewRowCursor cursor = _scored.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> embedding = default;
        float sum = 0;
        while (cursor.MoveNext())
        {
            getter(ref embedding);
            sum += embedding.GetValues()[0];
        }
        return sum;
    }

    [Benchmark]
    public float OneRow()
    {
        _model!.Score(_one!, _embeddings);
        return _embeddings[0];
    }
}
