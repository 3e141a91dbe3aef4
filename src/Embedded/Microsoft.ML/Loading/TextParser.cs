using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Data;

internal delegate bool TextParser<T>(ReadOnlyMemory<char> text, out T value);

/// <summary>How the field of a text file becomes a value. Empty is the default value; false: it cannot be read.</summary>
internal static class TextParser
{
    private static readonly string[] s_true = ["1", "true", "t", "yes", "y", "on", "+", "+1"];
    private static readonly string[] s_false = ["0", "-1", "false", "f", "no", "n", "off", "-"];
    private static readonly string[] s_missing = ["?", "nan", "na", "n/a"];

    public static TextParser<T> For<T>(DataViewType itemType, TextFormat format)
    {
        var numbers = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
        numbers.NumberDecimalSeparator = format.DecimalMarker.ToString();
        numbers.NumberGroupSeparator = format.DecimalMarker == '.' ? "," : ".";
        return (TextParser<T>)Untyped(itemType, format, numbers);
    }

    private static Delegate Untyped(DataViewType type, TextFormat format, NumberFormatInfo numbers)
    {
        if (type is KeyDataViewType key)
        {
            return RowGetters.Call<Delegate>(typeof(TextParser), nameof(Key), key, key.Count);
        }

        if (type is TextDataViewType)
        {
            return (TextParser<ReadOnlyMemory<char>>)Text;
        }

        if (type is BooleanDataViewType)
        {
            return (TextParser<bool>)Boolean;
        }

        return type.RawType == typeof(float) || type.RawType == typeof(double)
            ? RowGetters.Call<Delegate>(typeof(TextParser), nameof(Real), type, numbers, format.MissingRealsAsNaNs)
            : RowGetters.Call<Delegate>(typeof(TextParser), nameof(Parsable), type);
    }

    private static bool Text(ReadOnlyMemory<char> text, out ReadOnlyMemory<char> value)
    {
        value = text;
        return true;
    }

    private static bool Boolean(ReadOnlyMemory<char> text, out bool value)
    {
        ReadOnlySpan<char> trimmed = text.Span.Trim();
        value = IsOneOf(trimmed, s_true);
        return value || trimmed.IsEmpty || IsOneOf(trimmed, s_false);
    }

    // What is no number is NaN.
    private static TextParser<T> Real<T>(NumberFormatInfo numbers, bool emptyIsNaN)
        where T : struct, IFloatingPointIeee754<T> => (ReadOnlyMemory<char> text, out T value) =>
    {
        ReadOnlySpan<char> trimmed = text.Span.Trim();
        if (trimmed.IsEmpty)
        {
            value = emptyIsNaN ? T.NaN : T.Zero;
            return true;
        }

        if (!T.TryParse(trimmed, NumberStyles.Float, numbers, out value))
        {
            value = T.NaN;
        }

        return true;
    };

    private static TextParser<T> Parsable<T>()
        where T : struct, ISpanParsable<T> => (ReadOnlyMemory<char> text, out T value) =>
    {
        ReadOnlySpan<char> trimmed = text.Span.Trim();
        value = default;
        return trimmed.IsEmpty || T.TryParse(trimmed, CultureInfo.InvariantCulture, out value);
    };

    // Written from 0 on; what is not below the count is missing.
    private static TextParser<T> Key<T>(ulong count)
        where T : struct, IUnsignedNumber<T> => (ReadOnlyMemory<char> text, out T value) =>
    {
        ReadOnlySpan<char> trimmed = text.Span.Trim();
        value = T.Zero;
        if (trimmed.IsEmpty || IsOneOf(trimmed, s_missing))
        {
            return true;
        }

        if (ulong.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) && number < count)
        {
            value = T.CreateChecked(number + 1);
        }

        return true;
    };

    private static bool IsOneOf(ReadOnlySpan<char> text, string[] words)
    {
        foreach (string word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
