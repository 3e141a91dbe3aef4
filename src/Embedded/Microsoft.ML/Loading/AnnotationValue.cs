using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Annotation getters from the values that users give: arrays for vectors, strings for text.</summary>
internal static class AnnotationValue
{
    /// <exception cref="InvalidOperationException">The value is not of the type.</exception>
    public static Delegate Getter<T>(T value, DataViewType type)
    {
        Delegate getter = Getter(value);
        return getter.GetType() == typeof(ValueGetter<>).MakeGenericType(type.RawType)
            ? getter
            : throw new InvalidOperationException($"The annotation's value is a {typeof(T)}, which is not {type}.");
    }

    private static Delegate Getter<T>(T value)
    {
        if (value is string text)
        {
            ReadOnlyMemory<char> memory = text.AsMemory();
            return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> target) => target = memory);
        }

        if (value is string[] texts)
        {
            return ArrayGetter(Array.ConvertAll(texts, t => t.AsMemory()));
        }

        Type valueType = typeof(T);
        Type? item = valueType.IsArray ? valueType.GetElementType()
            : valueType.IsGenericType && valueType.GetGenericTypeDefinition() == typeof(VBuffer<>) ? valueType.GetGenericArguments()[0] : null;
        if (item is not null)
        {
            return (Delegate)typeof(AnnotationValue).GetMethod(valueType.IsArray ? nameof(ArrayGetter) : nameof(BufferGetter), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(item).Invoke(null, [value])!;
        }

        return (ValueGetter<T>)((ref T target) => target = value);
    }

    private static ValueGetter<VBuffer<T>> ArrayGetter<T>(T[] values)
    {
        var buffer = new VBuffer<T>(values.Length, values);
        return (ref VBuffer<T> target) => buffer.CopyTo(ref target);
    }

    private static ValueGetter<VBuffer<T>> BufferGetter<T>(VBuffer<T> buffer) => (ref VBuffer<T> target) => buffer.CopyTo(ref target);
}
