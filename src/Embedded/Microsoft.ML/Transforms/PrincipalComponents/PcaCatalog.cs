using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Principal components.</summary>
public static class PcaCatalog
{
    /// <summary>Maps vectors to the directions of largest variance.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column to make, a vector of <paramref name="rank"/> values.</param>
    /// <param name="inputColumnName">The column to read, a known-size vector of Single; null: the one of the same name.</param>
    /// <param name="exampleWeightColumnName">A Single column, or null: all rows count alike.</param>
    /// <param name="rank">Directions to find, at most the length of the vectors.</param>
    /// <param name="overSampling">Random directions beyond the rank; more are more exact.</param>
    /// <param name="ensureZeroMean">Whether the mean is taken off.</param>
    /// <param name="seed">Seed of the random directions; null: the context's.</param>
    public static PrincipalComponentAnalyzer ProjectToPrincipalComponents(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        string? exampleWeightColumnName = null,
        int rank = 20,
        int overSampling = 20,
        bool ensureZeroMean = true,
        int? seed = null) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), exampleWeightColumnName, rank, overSampling, ensureZeroMean, seed);
}
