using Conformance.MLNet.Loading;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Conformance.MLNet.Model;

public class ChainTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Fit_Chain_KeepsTransformersInOrder()
    {
        TransformerChain<ColumnConcatenatingTransformer> model =
            _ml.Transforms.CopyColumns("Copy", "Id").Append(_ml.Transforms.Concatenate("Two", "Features", "Features")).Fit(Samples.View(2));

        Assert.Equal(2, model.Count());
        Assert.IsType<ColumnCopyingTransformer>(model.First());
        Assert.Same(model.Last(), model.LastTransformer);
        Assert.True(((ITransformer)model).IsRowToRowMapper);
    }

    [Fact]
    public void AppendCacheCheckpoint_FollowingEstimators_ReadTheCache()
    {
        int calls = 0;
        var chain = _ml.Transforms.CustomMapping<Input, Output>((input, output) => { Interlocked.Increment(ref calls); output.Triple = input.Id; }, null)
            .AppendCacheCheckpoint(_ml)
            .Append(new ReadingEstimator("Triple", passes: 3));

        chain.Fit(Samples.View(10));

        Assert.Equal(10, calls);
    }

    [Fact]
    public void AppendCacheCheckpoint_EmptyChain_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_ml));

    [Fact]
    public void Scopes_ScoringLeavesOutTrainingTransformers()
    {
        TransformerChain<ColumnCopyingTransformer> model = new EstimatorChain<ITransformer>()
            .Append(_ml.Transforms.CopyColumns("A", "Id"), TransformerScope.Training)
            .Append(_ml.Transforms.CopyColumns("B", "Id"))
            .Fit(Samples.View(1));

        Assert.Null(model.GetOutputSchema(Samples.View(1).Schema).GetColumnOrNull("A"));
        Assert.NotNull(model.GetOutputSchema(Samples.View(1).Schema, TransformerScope.Training).GetColumnOrNull("A"));
        Assert.Single(model.GetModelFor(TransformerScope.Scoring));
    }

    [Fact]
    public void WithOnFitDelegate_GivesTheTransformer()
    {
        ColumnCopyingTransformer? fitted = null;
        var chain = _ml.Transforms.CopyColumns("A", "Id").WithOnFitDelegate(t => fitted = t).Append(_ml.Transforms.CopyColumns("B", "Id"));

        ITransformer model = chain.Fit(Samples.View(1));

        Assert.NotNull(fitted);
        Assert.Same(fitted, ((IEnumerable<ITransformer>)model).First());
    }

    [Fact]
    public void Fit_MissingColumn_NamesIt()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.CopyColumns("A", "Missing").Append(_ml.Transforms.CopyColumns("B", "A")).Fit(Samples.View(1)));

        Assert.Contains("Missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_ChannelMessages_ReachIt()
    {
        var messages = new List<LoggingEventArgs>();
        _ml.Log += (_, e) => messages.Add(e);

        using (IChannel channel = ((IHostEnvironment)_ml).Register("Component").Start("Operation"))
        {
            channel.Info(MessageSensitivity.None, "Value {0}", 5);
            channel.Warning(MessageSensitivity.None, "Careful");
        }

        LoggingEventArgs info = Assert.Single(messages, m => m.Kind == ChannelMessageKind.Info);
        Assert.Equal("Value 5", info.RawMessage);
        Assert.Equal("Component; Operation", info.Source);
        Assert.Equal("[Source=Component; Operation, Kind=Info] Value 5", info.Message);
        Assert.Single(messages, m => m.Kind == ChannelMessageKind.Warning);
    }

    [Fact]
    public void Register_SameSeed_GivesSameRandomNumbers()
    {
        int first = ((IHostEnvironment)new MLContext(seed: 7)).Register("A").Rand.Next();

        Assert.Equal(first, ((IHostEnvironment)new MLContext(seed: 7)).Register("A").Rand.Next());
        Assert.NotEqual(first, ((IHostEnvironment)new MLContext(seed: 8)).Register("A").Rand.Next());
    }

    [Fact]
    public void Context_Settings_AreKept()
    {
        _ml.GpuDeviceId = 2;
        _ml.FallbackToCpu = false;

        Assert.Equal(2, _ml.GpuDeviceId);
        Assert.False(_ml.FallbackToCpu);
        Assert.NotNull(_ml.ComponentCatalog);
    }

    private sealed class ReadingEstimator(string column, int passes) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            for (int i = 0; i < passes; i++)
            {
                Assert.NotEmpty(input.GetColumn<int>(column).ToList());
            }

            return new MLContext().Transforms.CopyColumns("Read", column).Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
