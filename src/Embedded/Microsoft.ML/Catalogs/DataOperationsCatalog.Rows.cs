using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Keeps what is read in memory.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="columnsToPrefetch">Columns to read at once when the first cursor is made, whether it needs them or not.</param>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        ArgumentNullException.ThrowIfNull(input);
        var prefetched = new bool[input.Schema.Count];
        foreach (string name in columnsToPrefetch ?? [])
        {
            DataViewSchema.Column column = input.Schema.GetColumnOrNull(name) ?? throw SchemaErrors.Missing(nameof(columnsToPrefetch), "prefetch", name, input.Schema);
            prefetched[column.Index] = true;
        }

        return new CacheDataView(input, prefetched);
    }

    /// <param name="input">The rows.</param>
    /// <param name="seed">One seed, one order; null: as of the context.</param>
    /// <param name="shufflePoolSize">Rows to draw the next one from.</param>
    /// <param name="shuffleSource">Whether a source that can shuffle is asked to.</param>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shufflePoolSize);
        return new ShuffledDataView(input, seed ?? NextSeed(), shufflePoolSize, shuffleSource);
    }

    /// <summary>Draws rows with replacement, about as many as there are, in the order in which they come.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="seed">One seed, one sample.</param>
    /// <param name="complement">True: the rows that the sample with this seed lacks.</param>
    public IDataView BootstrapSample(IDataView input, int? seed = null, bool complement = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new BootstrapDataView(input, seed ?? NextSeed(), complement);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new RowWindowDataView(input, 0, count);
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new RowWindowDataView(input, count, long.MaxValue);
    }

    /// <summary>Rows whose real number is at least the lower bound and below the upper one; never NaN.</summary>
    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        if (!(lowerBound < upperBound))
        {
            throw new ArgumentOutOfRangeException(nameof(upperBound), upperBound, $"Must be greater than lowerBound, which is {lowerBound}.");
        }

        DataViewSchema.Column column = input.Schema[columnName];
        return column.Type.Equals(NumberDataViewType.Single) || column.Type.Equals(NumberDataViewType.Double)
            ? RangeFilter.Create(input, column, lowerBound, upperBound)
            : throw SchemaErrors.Mismatch(nameof(columnName), "filter", columnName, "Single or Double", column.Type.ToString()!);
    }

    /// <summary>Rows whose key is in a part of the key's range, which goes from 0 to 1; never a missing key.</summary>
    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        if (!(lowerBound >= 0 && lowerBound <= upperBound && upperBound <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(lowerBound), lowerBound, $"The bounds must be in [0, 1], the upper one, {upperBound}, no less than the lower one.");
        }

        DataViewSchema.Column column = input.Schema[columnName];
        return column.Type is KeyDataViewType
            ? RangeFilter.Create(input, column, lowerBound, upperBound)
            : throw SchemaErrors.Mismatch(nameof(columnName), "filter", columnName, "KeyType", column.Type.ToString()!);
    }

    /// <summary>Rows in which none of these columns is missing or has a missing item: NaN, or key 0.</summary>
    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (columns is not { Length: > 0 })
        {
            throw new ArgumentException("There must be at least one column.", nameof(columns));
        }

        DataViewSchema.Column[] tested = [.. columns.Select(name => input.Schema.GetColumnOrNull(name) ?? throw SchemaErrors.Missing(nameof(columns), "source", name, input.Schema))];
        if (Array.Find(tested, c => !MissingValues.HasMissingValue(c.Type)) is { Name: not null } unfit)
        {
            throw new ArgumentException($"Column '{unfit.Name}' has type {unfit.Type} which does not support missing values, so we cannot filter on missing values", nameof(columns));
        }

        return new FilteredDataView(input, tested, row =>
        {
            Func<bool>[] isMissing = [.. tested.Select(c => MissingValues.Test(row, c)!)];
            return () =>
            {
                foreach (Func<bool> test in isMissing)
                {
                    if (test())
                    {
                        return false;
                    }
                }

                return true;
            };
        });
    }

    /// <param name="data">The rows.</param>
    /// <param name="testFraction">About how many of them go into the test set, above 0 and below 1.</param>
    /// <param name="samplingKeyColumnName">Rows with one value in this column go into one set; null: rows go by themselves.</param>
    /// <param name="seed">One seed, one split; null: as of the context.</param>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return DataSplitter.TrainTestSplit(_environment, data, testFraction, samplingKeyColumnName, seed);
    }

    /// <inheritdoc cref="TrainTestSplit"/>
    /// <param name="numberOfFolds">How many splits; each row is in the test set of one of them.</param>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return DataSplitter.CrossValidationSplit(_environment, data, numberOfFolds, samplingKeyColumnName, seed);
    }

    private int NextSeed() => _environment.Register("Rows").Rand.Next();
}
