using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Splits rows by a number from 0 to 1 that each row has: drawn from its id and a seed, or from the value of a column, so that rows with one value stay together.
/// Nothing is kept of a row, so splits of any size cost no memory, and every pass splits alike.
/// </summary>
internal static class DataSplitter
{
    private const int DefaultSeed = 42;

    public static DataOperationsCatalog.TrainTestData TrainTestSplit(IHostEnvironment env, IDataView data, double testFraction, string? samplingKeyColumnName, int? seed)
    {
        if (testFraction is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "Must be between 0 and 1 exclusive.");
        }

        Func<double, bool> isTest = share => share < testFraction;
        return Split(data, RowShares(env, data, samplingKeyColumnName, seed), isTest);
    }

    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> CrossValidationSplit(
        IHostEnvironment env, IDataView data, int numberOfFolds, string? samplingKeyColumnName, int? seed)
    {
        if (numberOfFolds <= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(numberOfFolds), numberOfFolds, "Must be more than 1.");
        }

        RowShare shares = RowShares(env, data, samplingKeyColumnName, seed);
        return
        [
            .. Enumerable.Range(0, numberOfFolds).Select(fold => Split(data, shares, share => (int)(share * numberOfFolds) == fold)),
        ];
    }

    private static DataOperationsCatalog.TrainTestData Split(IDataView data, RowShare shares, Func<double, bool> isTest) =>
        new(Filter(data, shares, share => !isTest(share)), Filter(data, shares, isTest));

    private static FilteredDataView Filter(IDataView data, RowShare shares, Func<double, bool> passes) => new(data, shares.Columns, row =>
    {
        Func<double> share = shares.Getter(row);
        return () => passes(share());
    });

    private static RowShare RowShares(IHostEnvironment env, IDataView data, string? samplingKeyColumnName, int? seed)
    {
        ulong number = (uint)(seed ?? (env as IHostEnvironmentInternal)?.Seed ?? DefaultSeed);
        if (samplingKeyColumnName is not null)
        {
            DataViewSchema.Column column = data.Schema.GetColumnOrNull(samplingKeyColumnName)
                ?? throw SchemaErrors.Missing(nameof(samplingKeyColumnName), "sampling key", samplingKeyColumnName, data.Schema);
            return new RowShare([column], row =>
            {
                Func<ulong> hash = ValueHash.Getter(row, column);
                return () => Fraction(ValueHash.Mix(hash(), number));
            });
        }

        return new RowShare([], row =>
        {
            ValueGetter<DataViewRowId> getId = row.GetIdGetter();
            DataViewRowId id = default;
            return () =>
            {
                getId(ref id);
                return Fraction(ValueHash.Mix(id.Low, ValueHash.Mix(id.High, number)));
            };
        });
    }

    private static double Fraction(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    private sealed record RowShare(DataViewSchema.Column[] Columns, Func<DataViewRow, Func<double>> Getter);
}
