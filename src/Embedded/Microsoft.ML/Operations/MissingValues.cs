using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>What counts as missing: NaN, and key 0. Other types have no missing value.</summary>
internal static class MissingValues
{
    /// <summary>A test whether the column's value in the current row, or an item of it, is missing; null where the type has no missing value.</summary>
    public static Func<bool>? Test(DataViewRow row, DataViewSchema.Column column) => PredicateMethod(column.Type) is null
        ? null
        : (Func<bool>)typeof(MissingValues).GetMethod(column.Type is VectorDataViewType ? nameof(VectorTest) : nameof(ScalarTest), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(column.Type.ItemOrSelf.RawType).Invoke(null, [row, column])!;

    public static bool HasMissingValue(DataViewType type) => PredicateMethod(type) is not null;

    private static Delegate? PredicateMethod(DataViewType type) => type.ItemOrSelf switch
    {
        KeyDataViewType { RawType: var raw } => raw == typeof(byte) ? new Predicate<byte>(v => v == 0)
            : raw == typeof(ushort) ? new Predicate<ushort>(v => v == 0)
            : raw == typeof(uint) ? new Predicate<uint>(v => v == 0)
            : new Predicate<ulong>(v => v == 0),
        NumberDataViewType number when number == NumberDataViewType.Single => new Predicate<float>(float.IsNaN),
        NumberDataViewType number when number == NumberDataViewType.Double => new Predicate<double>(double.IsNaN),
        _ => null,
    };

    private static Func<bool> ScalarTest<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        var isMissing = (Predicate<T>)PredicateMethod(column.Type)!;
        T value = default!;
        return () =>
        {
            getter(ref value);
            return isMissing(value);
        };
    }

    private static Func<bool> VectorTest<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        var isMissing = (Predicate<T>)PredicateMethod(column.Type)!;
        bool isDefaultMissing = isMissing(default!);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            if (!value.IsDense && isDefaultMissing)
            {
                return true;
            }

            foreach (T item in value.GetValues())
            {
                if (isMissing(item))
                {
                    return true;
                }
            }

            return false;
        };
    }
}
