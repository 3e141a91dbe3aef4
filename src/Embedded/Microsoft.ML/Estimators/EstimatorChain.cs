using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators one after the other: each learns from what the transformers before it give.</summary>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    public readonly IEstimator<TLastTransformer> LastEstimator;
    private readonly EstimatorLink[] _links;

    public EstimatorChain()
        : this([])
    {
    }

    internal EstimatorChain(EstimatorLink[] links)
    {
        _links = links;
        LastEstimator = links.Length > 0 ? (IEstimator<TLastTransformer>)links[^1].Estimator : null!;
    }

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema)); // finds schema mistakes before any training
        IDataView current = input;
        var transformers = new ITransformer[_links.Length];
        for (int i = 0; i < _links.Length; i++)
        {
            transformers[i] = _links[i].Estimator.Fit(current);
            current = transformers[i].Transform(current);
            if (_links[i].IsCached && i < _links.Length - 1)
            {
                current = new CacheDataView(current);
            }
        }

        return new TransformerChain<TLastTransformer>(transformers, _links.Select(l => l.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _links.Aggregate(inputSchema, (shape, link) => link.Estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new EstimatorChain<TNewTrans>([.. _links, new EstimatorLink(estimator, scope, IsCached: false)]);
    }

    /// <summary>Keeps what the last estimator's transformer gives in memory while the following ones learn.</summary>
    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        ArgumentNullException.ThrowIfNull(env);
        if (_links.Length == 0)
        {
            throw new InvalidOperationException("Current estimator chain has no estimator, can't append cache checkpoint.");
        }

        return new EstimatorChain<TLastTransformer>([.. _links[..^1], _links[^1] with { IsCached = true }]);
    }

}
