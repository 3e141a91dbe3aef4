using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    /// <summary>Saves a model together with the loader of its data.</summary>
    public void Save<TSource>(ITransformer? model, IDataLoader<TSource> loader, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentNullException.ThrowIfNull(stream);
        var composite = new CompositeDataLoader<TSource, ITransformer>(loader, model is null ? null : new TransformerChain<ITransformer>(model));
        using var repository = new RepositoryWriter(stream);
        ModelSaveContext.SaveModel(repository, composite, null);
        repository.Commit();
    }

    /// <inheritdoc cref="Save{TSource}(ITransformer, IDataLoader{TSource}, Stream)"/>
    public void Save<TSource>(ITransformer? model, IDataLoader<TSource> loader, string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        using FileStream stream = File.Create(filePath);
        Save(model, loader, stream);
    }

    /// <param name="stream">A model saved with its loader.</param>
    /// <param name="loader">The loader of its data.</param>
    public ITransformer LoadWithDataLoader(Stream stream, out IDataLoader<IMultiStreamSource> loader)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryReader(stream);
        return LoadWithLoader(repository, out loader)
            ?? throw new InvalidOperationException("The model file holds no loader of its data: it was saved with a schema, or with neither. Load reads it.");
    }

    /// <inheritdoc cref="LoadWithDataLoader(Stream, out IDataLoader{IMultiStreamSource})"/>
    public ITransformer LoadWithDataLoader(string filePath, out IDataLoader<IMultiStreamSource> loader)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        using FileStream stream = File.OpenRead(filePath);
        return LoadWithDataLoader(stream, out loader);
    }

    // The model, without the chain of one that it was put in to be saved; null: there is no loader in the file.
    private ITransformer? LoadWithLoader(RepositoryReader repository, out IDataLoader<IMultiStreamSource> loader)
    {
        if (!ModelLoadContext.LoadModelOrNull<IDataLoader<IMultiStreamSource>, SignatureLoadModel>(_environment, out IDataLoader<IMultiStreamSource>? loaded, repository, null))
        {
            loader = null!;
            return null;
        }

        if (loaded is not CompositeDataLoader<IMultiStreamSource, ITransformer> composite)
        {
            loader = loaded!;
            return new TransformerChain<ITransformer>();
        }

        loader = composite.Loader;
        return composite.Transformer.Transformers is [var single] ? single : composite.Transformer;
    }
}
