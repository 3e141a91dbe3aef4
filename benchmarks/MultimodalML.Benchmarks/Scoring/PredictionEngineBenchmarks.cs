using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Training;

namespace MultimodalML.Benchmarks.Scoring;

/// <summary>One row at a time through PredictionEngine: the fusion model (19 features in 6/9/4, the network alone), beside their concatenation, which is ML.NET's own overhead.</summary>
[MemoryDiagnoser]
public class PredictionEngineBenchmarks
{
    private readonly Item _item = new() { Modality0 = Values(6), Modality1 = Values(9), Modality2 = Values(4) };
    private readonly Scored _result = new();
    private PredictionEngine<Item, Scored>? _overhead;
    private PredictionEngine<Item, Scored>? _fusion;

    [GlobalSetup]
    public void Setup()
    {
        var ml = new MLContext(seed: 1);
        var data = new DistributionDataset();
        IDataView train = DistributionDataset.ToDataView(data.Train(30));
        MultimodalFuseOptions options = new() { InputColumnNames = data.Columns.Names, Path = null, Training = new TrainingOptions { Epochs = 1, Seed = 1 } };
        _fusion = ml.Model.CreatePredictionEngine<Item, Scored>(ml.Transforms.MultimodalFuse(options).Fit(train));
        _overhead = ml.Model.CreatePredictionEngine<Item, Scored>(ml.Transforms.Concatenate("Embedding", [.. data.Columns.Names]).Fit(train));
    }

    [Benchmark(Baseline = true)]
    public float Concatenate() => Predict(_overhead!);

    [Benchmark]
    public float Fusion() => Predict(_fusion!);

    private float Predict(PredictionEngine<Item, Scored> engine)
    {
        Scored result = _result;
        engine.Predict(_item, ref result);
        return result.Embedding[0];
    }

    private static float[] Values(int length) => [.. Enumerable.Range(0, length).Select(i => 0.1f * i)];

    private sealed class Item
    {
        [VectorType(6)]
        public float[] Modality0 { get; set; } = [];

        [VectorType(9)]
        public float[] Modality1 { get; set; } = [];

        [VectorType(4)]
        public float[] Modality2 { get; set; } = [];
    }

    private sealed class Scored
    {
        public float[] Embedding { get; set; } = [];
    }
}
