using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Getters of array items: vectors are copied, as two rows must not share a buffer.</summary>
internal static class Copier
{
    public static ValueGetter<T> Of<T>(T[] items, Func<int> index)
    {
        if (!typeof(T).IsGenericType || typeof(T).GetGenericTypeDefinition() != typeof(VBuffer<>))
        {
            return (ref T target) => target = items[index()];
        }

        return (ValueGetter<T>)typeof(Copier).GetMethod(nameof(OfVectors), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(typeof(T).GetGenericArguments()[0]).Invoke(null, [items, index])!;
    }

    private static ValueGetter<VBuffer<T>> OfVectors<T>(VBuffer<T>[] items, Func<int> index) => (ref VBuffer<T> target) => items[index()].CopyTo(ref target);
}
