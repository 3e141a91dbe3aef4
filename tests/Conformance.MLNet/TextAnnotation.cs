using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet;

/// <summary>Annotations that are vectors of text.</summary>
internal static class TextAnnotation
{
    public static string[] Of(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> value = default;
        column.Annotations.GetValue(kind, ref value);
        return [.. value.DenseValues().Select(text => text.ToString())];
    }
}
