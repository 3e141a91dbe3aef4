using System.Collections.Concurrent;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Calls generic code with the type of a column, which is known only at run time.</summary>
internal static class RowGetters
{
    private static readonly MethodInfo s_get = typeof(RowGetters).GetMethod(nameof(GetTyped), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly ConcurrentDictionary<Type, Func<DataViewRow, DataViewSchema.Column, Delegate>> s_getters = new();

    /// <summary>The getter of a column, untyped.</summary>
    public static Delegate Get(DataViewRow row, DataViewSchema.Column column) =>
        s_getters.GetOrAdd(column.Type.RawType, type => s_get.MakeGenericMethod(type).CreateDelegate<Func<DataViewRow, DataViewSchema.Column, Delegate>>())(row, column);

    /// <summary>Calls a private static generic method of <paramref name="owner"/> for the item type of a column.</summary>
    public static TResult Call<TResult>(Type owner, string method, DataViewType type, params object?[] arguments) =>
        (TResult)owner.GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.ItemOrSelf.RawType)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static ValueGetter<T> GetTyped<T>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<T>(column);
}
