using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>Rows whose number is in a range: the lower bound belongs to it, the upper one does not. NaN and missing keys are in none.</summary>
internal static class RangeFilter
{
    public static IDataView Create(IDataView input, DataViewSchema.Column column, double lowerBound, double upperBound) => new FilteredDataView(input, [column], row =>
    {
        Func<double> number = RowGetters.Call<Func<double>>(typeof(RangeFilter), nameof(Number), column.Type, row, column);
        return () => number() is var value && value >= lowerBound && value < upperBound;
    });

    // Of a key, the middle of its share of the range 0 to 1.
    private static Func<double> Number<T>(DataViewRow row, DataViewSchema.Column column)
        where T : INumberBase<T>
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        double count = column.Type is KeyDataViewType key ? key.Count : 0;
        T value = T.Zero;
        return () =>
        {
            getter(ref value);
            double number = double.CreateTruncating(value);
            return count == 0 ? number : number == 0 ? double.NaN : (number - 0.5) / count;
        };
    }
}
