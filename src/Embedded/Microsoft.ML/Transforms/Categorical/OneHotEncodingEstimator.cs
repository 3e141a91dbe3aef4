using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to keys and these to indicator vectors.</summary>
public sealed class OneHotEncodingEstimator : IEstimator<OneHotEncodingTransformer>
{
    private readonly IHost _host;
    private readonly IEstimator<ITransformer> _inner;

    internal OneHotEncodingEstimator(
        IHostEnvironment env,
        (string outputColumnName, string inputColumnName)[] columns,
        OutputKind outputKind,
        int maximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality,
        IDataView? keyData)
    {
        _host = env.Register(nameof(OneHotEncodingEstimator));
        var keys = new ValueToKeyMappingEstimator(_host, columns, maximumNumberOfKeys, keyOrdinality, annotationsAsText: true, keyData);
        _inner = outputKind == OutputKind.Key
            ? new EstimatorChain<ValueToKeyMappingTransformer>().Append(keys)
            : keys.Append(new KeyToVectorMappingEstimator(_host, [.. columns.Select(c => (c.outputColumnName, c.outputColumnName))], outputKind == OutputKind.Bag));
    }

    public OneHotEncodingTransformer Fit(IDataView input) => new(_inner.Fit(input));

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _inner.GetOutputSchema(inputSchema);

    public enum OutputKind : byte
    {
        /// <summary>The sum of the indicator vectors of a vector of values.</summary>
        Bag = 1,

        /// <summary>One indicator vector per value.</summary>
        Indicator = 2,

        /// <summary>The keys themselves.</summary>
        Key = 3,
    }
}
