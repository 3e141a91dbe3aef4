using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Saves and loads models, and predicts single rows with them.</summary>
public sealed partial class ModelOperationsCatalog : IInternalCatalog
{
    private const string SchemaEntry = "Schema";
    private readonly IHostEnvironment _environment;

    internal ModelOperationsCatalog(IHostEnvironment env) => _environment = env;

    IHostEnvironment IInternalCatalog.Environment => _environment;

    /// <param name="model">The transformer, a chain as a rule.</param>
    /// <param name="inputSchema">The schema of the data that it transforms; null: not saved.</param>
    /// <param name="stream">Where to write.</param>
    public void Save(ITransformer model, DataViewSchema? inputSchema, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryWriter(stream);
        ModelSaveContext.SaveModel(repository, model, TransformerChain.LoaderSignature);
        if (inputSchema is not null)
        {
            using var writer = new BinaryWriter(repository.CreateEntry(null, SchemaEntry), Encoding.UTF8, leaveOpen: true);
            SchemaSerializer.Write(writer, inputSchema);
        }

        repository.Commit();
    }

    public void Save(ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        using FileStream stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    /// <param name="stream">A saved model.</param>
    /// <param name="inputSchema">The schema saved with it, or that of the loader saved with it, or null.</param>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryReader(stream);
        if (repository.OpenEntryOrNull(null, SchemaEntry) is { } entry)
        {
            using var reader = new BinaryReader(entry);
            inputSchema = SchemaSerializer.Read(reader);
        }
        else if (LoadWithLoader(repository, out IDataLoader<IMultiStreamSource> loader) is { } loaded)
        {
            inputSchema = loader.GetOutputSchema();
            return loaded;
        }
        else
        {
            inputSchema = null!;
        }

        ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(_environment, out ITransformer model, repository, TransformerChain.LoaderSignature);
        return model;
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }
}
