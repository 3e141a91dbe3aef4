using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>How the items of a column compare, which one is missing, and how they are written to a model file.</summary>
internal static class ItemTraits<T>
    where T : notnull
{
    /// <summary>Text compares by its characters, everything else as it does itself.</summary>
    public static IEqualityComparer<T> Equality { get; } =
        TextComparer.Instance is IEqualityComparer<T> text ? text : EqualityComparer<T>.Default;

    /// <summary>Ordinal for text.</summary>
    public static IComparer<T> Order { get; } = TextComparer.Instance is IComparer<T> text ? text : Comparer<T>.Default;

    /// <summary>NaN for floating point; nothing else is missing by itself.</summary>
    public static bool IsNaN(T value) => value switch
    {
        float single => float.IsNaN(single),
        double number => double.IsNaN(number),
        _ => false,
    };

    /// <summary>The value for "not there": NaN where the type has it, else the default.</summary>
    public static T Missing { get; } = typeof(T) == typeof(float) ? (T)(object)float.NaN : typeof(T) == typeof(double) ? (T)(object)double.NaN : default!;

    /// <summary>A copy that outlives the row: text is copied, numbers are what they are.</summary>
    public static T Keep(T value) => value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value;

    private sealed class TextComparer : IEqualityComparer<ReadOnlyMemory<char>>, IComparer<ReadOnlyMemory<char>>
    {
        public static readonly TextComparer Instance = new();

        public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode([DisallowNull] ReadOnlyMemory<char> obj) => string.GetHashCode(obj.Span);

        public int Compare(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.CompareTo(y.Span, StringComparison.Ordinal);
    }
}
