using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms and filters by functions of the user.</summary>
public static class CustomMappingCatalog
{
    /// <param name="catalog">The transforms.</param>
    /// <param name="mapAction">Reads the first object and sets the second. One thread at a time has a pair of objects, so it must not keep state elsewhere.</param>
    /// <param name="contractName">Under which name the mapping is saved; null: it cannot be saved.</param>
    /// <param name="inputSchemaDefinition">Which members of <typeparamref name="TSrc"/> are which columns.</param>
    /// <param name="outputSchemaDefinition">Which members of <typeparamref name="TDst"/> are which columns, and of what type.</param>
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
        this TransformsCatalog catalog,
        Action<TSrc, TDst> mapAction,
        string? contractName,
        SchemaDefinition? inputSchemaDefinition = null,
        SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new() => new(catalog.GetEnvironment(), mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition);

    /// <summary>Leaves the rows out for which the predicate is true.</summary>
    public static IDataView FilterByCustomPredicate<TSrc>(this DataOperationsCatalog catalog, IDataView input, Func<TSrc, bool> filterPredicate)
        where TSrc : class, new()
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(filterPredicate);
        var reader = new ObjectWriter<TSrc>(input.Schema, null, ignoreMissingColumns: false);
        return new FilteredDataView(input, [.. reader.Columns], row =>
        {
            Action<TSrc> fill = reader.Bind(row);
            var source = new TSrc();
            return () =>
            {
                fill(source);
                return !filterPredicate(source);
            };
        });
    }
}
