using System.Globalization;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Values as text, the same in every culture.</summary>
internal static class ValueText
{
    public static string Of<T>(T value) => value switch
    {
        ReadOnlyMemory<char> text => text.ToString(),
        bool flag => flag ? "1" : "0",
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        null => "",
        _ => value.ToString() ?? "",
    };

    /// <summary>All values of a vector annotation.</summary>
    public static string[] ReadAll(DataViewSchema.Annotations annotations, DataViewSchema.Column column) =>
        (string[])typeof(ValueText).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(column.Type.ItemOrSelf.RawType).Invoke(null, [annotations, column.Name])!;

    private static string[] Read<T>(DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<T> values = default;
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(Of)];
    }
}
