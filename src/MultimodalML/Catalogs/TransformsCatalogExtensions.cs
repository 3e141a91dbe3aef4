using Microsoft.ML;
using MultimodalML.Hashing;
using MultimodalML.Persistence;

namespace MultimodalML;

/// <summary>The transforms of this library, under <c>mlContext.Transforms</c>.</summary>
public static partial class TransformsCatalogExtensions
{
    /// <summary>Adds winner-take-all codes of a vector: equal codes tell vectors that rank their dimensions alike.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="outputColumnName">Column to add: a vector of <see cref="byte"/>.</param>
    /// <param name="inputColumnName">Column to read: a fixed-length vector of <see cref="float"/>; null for the output's name.</param>
    /// <param name="codeCount">Codes per vector, at least 1.</param>
    /// <param name="windowSize">Dimensions compared for one code, 2 to 256 and no more than the vector has.</param>
    /// <param name="seed">Seed of the permutations: one seed, the same codes on every machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static WtaHashEstimator WtaHash(
        this TransformsCatalog catalog,
        string outputColumnName = "Codes",
        string? inputColumnName = "Embedding",
        int codeCount = 64,
        int windowSize = 16,
        int seed = 1) =>
        catalog.WtaHash(new WtaHashOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName ?? outputColumnName,
            CodeCount = codeCount,
            WindowSize = windowSize,
            Seed = seed,
        });

    /// <inheritdoc cref="WtaHash(TransformsCatalog, string, string?, int, int, int)"/>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="options">All settings.</param>
    public static WtaHashEstimator WtaHash(this TransformsCatalog catalog, WtaHashOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new WtaHashEstimator(ModelBridge.EnvironmentOf(catalog), options);
    }
}
