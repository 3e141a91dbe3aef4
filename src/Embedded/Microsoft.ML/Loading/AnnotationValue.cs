using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Annotation getters from the values that users give: arrays for vectors, strings for text.</summary>
internal static class AnnotationValue
{
    public static Delegate Getter<T>(T value, DataViewType type)
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

        return type.RawType == valueType
            ? (ValueGetter<T>)((ref T target) => target = value)
            : throw new ArgumentException($"A value of {valueType} is not {type}.", nameof(value));
    }

    private static ValueGetter<VBuffer<T>> ArrayGetter<T>(T[] values)
    {
        var buffer = new VBuffer<T>(values.Length, values);
        return (ref VBuffer<T> target) => buffer.CopyTo(ref target);
    }

    private static ValueGetter<VBuffer<T>> BufferGetter<T>(VBuffer<T> buffer) => (ref VBuffer<T> target) => buffer.CopyTo(ref target);
}
