using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that adds a model's predictions.</summary>
public abstract class PredictionTransformerBase<TModel> : IPredictionTransformer<TModel>, IDisposable
    where TModel : class
{
    private protected readonly IHost Host;
    private protected readonly DataViewSchema TrainSchema;
    private const string ModelDirectory = "Model";
    private const string TrainSchemaDirectory = "TrainSchema";

    private protected PredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trainSchema);
        (Host, Model, TrainSchema) = (host, model, trainSchema);
    }

    private protected PredictionTransformerBase(IHost host, ModelLoadContext ctx)
    {
        Host = host;
        ctx.LoadModel<TModel, SignatureLoadModel>(host, out TModel model, ModelDirectory);
        Model = model;
        TrainSchema = SchemaSerializer.Load(ctx, TrainSchemaDirectory) ?? throw ModelFormat.Error("Corrupt model file: a trained model without the schema it was trained on.");
    }

    public TModel Model { get; }

    bool ITransformer.IsRowToRowMapper => true;

    public abstract DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView(input, new RowToRowMapper(MakeRowMapper(input.Schema)));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new RowToRowMapper(MakeRowMapper(inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        SaveModel(ctx);
    }

    public void Dispose() => (Model as IDisposable)?.Dispose();

    /// <summary>Sets the version info, calls <see cref="SaveModelCore"/>, then writes the rest.</summary>
    private protected abstract void SaveModel(ModelSaveContext ctx);

    private protected abstract RowMapper MakeRowMapper(DataViewSchema schema);

    private protected void SaveModelCore(ModelSaveContext ctx)
    {
        ctx.SaveModel(Model, ModelDirectory);
        SchemaSerializer.Save(ctx, TrainSchemaDirectory, TrainSchema);
    }
}
