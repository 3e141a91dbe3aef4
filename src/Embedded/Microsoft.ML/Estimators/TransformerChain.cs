using System.Collections;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(TransformerChain<ITransformer>), typeof(TransformerChain), null, typeof(SignatureLoadModel), "Transformer chain", TransformerChain.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Transformers one after the other.</summary>
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IDisposable
    where TLastTransformer : class, ITransformer
{
    public readonly TLastTransformer LastTransformer; // null of a chain without transformers
    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;
    private bool _disposed;

    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        _transformers = [.. transformers ?? []];
        _scopes = [.. scopes ?? []];
        var last = _transformers.LastOrDefault() as TLastTransformer;
        LastTransformer = last!;
        if ((_transformers.Length > 0) != (last is not null) || _transformers.Length != _scopes.Length)
        {
            throw new InvalidOperationException(
                $"A chain that ends in {typeof(TLastTransformer)} was given {_transformers.Length} transformers, the last {_transformers.LastOrDefault()?.GetType()}, and {_scopes.Length} scopes.");
        }
    }

    public TransformerChain(params ITransformer[] transformers)
        : this(transformers, (transformers ?? []).Select(_ => TransformerScope.Everything))
    {
    }

    bool ITransformer.IsRowToRowMapper => Array.TrueForAll(_transformers, t => t.IsRowToRowMapper);

    internal ITransformer[] Transformers => _transformers;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Scoring);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return InScope(scope).Aggregate(inputSchema, (schema, transformer) => transformer.GetOutputSchema(schema));
    }

    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Scoring);

    public IDataView Transform(IDataView input, TransformerScope scope)
    {
        ArgumentNullException.ThrowIfNull(input);
        return InScope(scope).Aggregate(input, (data, transformer) => transformer.Transform(data));
    }

    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter) =>
        new(InScope(scopeFilter), _scopes.Where(s => (s & scopeFilter) != 0));

    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return new TransformerChain<TNewLast>([.. _transformers, transformer], [.. _scopes, scope]);
    }

    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)_transformers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var mappers = new IRowToRowMapper[_transformers.Length];
        DataViewSchema schema = inputSchema;
        for (int i = 0; i < mappers.Length; i++)
        {
            if (!_transformers[i].IsRowToRowMapper)
            {
                throw new InvalidOperationException($"GetRowToRowMapper method called despite IsRowToRowMapper being false: {_transformers[i].GetType().Name} needs more than a row.");
            }

            mappers[i] = _transformers[i].GetRowToRowMapper(schema);
            schema = mappers[i].OutputSchema;
        }

        return new CompositeRowToRowMapper(inputSchema, mappers);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(VersionInfo.First("XF CHAIN", TransformerChain.LoaderSignature));
        ctx.Writer.Write(_transformers.Length);
        for (int i = 0; i < _transformers.Length; i++)
        {
            ctx.Writer.Write((int)_scopes[i]);
            ctx.SaveModel(_transformers[i], TransformerChain.DirectoryOf(i));
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            foreach (ITransformer transformer in _transformers)
            {
                (transformer as IDisposable)?.Dispose();
            }
        }
    }

    private IEnumerable<ITransformer> InScope(TransformerScope scope) => _transformers.Where((_, i) => (_scopes[i] & scope) != 0);
}

internal static class TransformerChain
{
    public const string LoaderSignature = "TransformerChain";

    public static string DirectoryOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Transform_{index:000}");

    private static TransformerChain<ITransformer> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(VersionInfo.First("XF CHAIN", LoaderSignature));
        int count = ctx.Reader.ReadInt32();
        ModelFormat.Check(count is >= 0 and < 1000, $"Corrupt model file: a chain of {count} transformers.");
        var transformers = new ITransformer[count];
        var scopes = new TransformerScope[count];
        for (int i = 0; i < count; i++)
        {
            scopes[i] = (TransformerScope)ctx.Reader.ReadInt32();
            ctx.LoadModel<ITransformer, SignatureLoadModel>(env, out transformers[i], DirectoryOf(i));
        }

        return new TransformerChain<ITransformer>(transformers, scopes);
    }
}
