using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>The standard conversions between column types: integers of one signedness among themselves, to floating point, to truth and text; text to all.</summary>
internal static class ItemConversion
{
    private static readonly Type[] s_signed = [typeof(sbyte), typeof(short), typeof(int), typeof(long)];
    private static readonly Type[] s_unsigned = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];
    private static readonly Type[] s_floating = [typeof(float), typeof(double)];

    /// <summary>A Func from source to target, or null where there is no standard conversion.</summary>
    public static Delegate? Find(Type source, Type target)
    {
        bool isText = source == typeof(ReadOnlyMemory<char>);
        if (source == target)
        {
            return Call(nameof(Identity), source);
        }
        if (target == typeof(ReadOnlyMemory<char>) && (IsNumber(source) || source == typeof(bool)))
        {
            return Call(nameof(ToText), source);
        }
        if (target == typeof(bool))
        {
            return isText ? TextToBoolean : IsNumber(source) ? Call(nameof(ToBoolean), source) : null;
        }
        if (isText)
        {
            return s_floating.Contains(target) ? Call(nameof(TextToFloating), target) : IsNumber(target) ? Call(nameof(TextToInteger), target) : null;
        }
        if (source == typeof(bool) && (s_signed.Contains(target) || s_floating.Contains(target)))
        {
            return Call(nameof(FromBoolean), target);
        }
        bool isInGroup = (s_floating.Contains(target) && IsNumber(source)) || (s_signed.Contains(source) && s_signed.Contains(target));
        return isInGroup ? Call(nameof(Truncate), source, target)
            : s_unsigned.Contains(source) && s_unsigned.Contains(target) ? Call(nameof(FitOrZero), source, target)
            : null;
    }

    private static bool IsNumber(Type type) => s_signed.Contains(type) || s_unsigned.Contains(type) || s_floating.Contains(type);

    private static Delegate Call(string method, params Type[] types) => GenericCall.Invoke<Delegate>(typeof(ItemConversion), method, types);

    private static Func<T, T> Identity<T>() => value => value;

    private static Func<TSource, TTarget> Truncate<TSource, TTarget>()
        where TSource : INumberBase<TSource>
        where TTarget : INumberBase<TTarget> => TTarget.CreateTruncating;

    // A key too large for the type is a missing one.
    private static Func<TSource, TTarget> FitOrZero<TSource, TTarget>()
        where TSource : IBinaryInteger<TSource>
        where TTarget : IBinaryInteger<TTarget>, IMinMaxValue<TTarget>
    {
        ulong largest = ulong.CreateChecked(TTarget.MaxValue);
        return value => ulong.CreateChecked(value) <= largest ? TTarget.CreateTruncating(value) : TTarget.Zero;
    }

    private static Func<T, bool> ToBoolean<T>()
        where T : INumberBase<T> => value => !T.IsZero(value);

    private static Func<bool, T> FromBoolean<T>()
        where T : INumberBase<T> => value => value ? T.One : T.Zero;

    private static Func<T, ReadOnlyMemory<char>> ToText<T>() => value => (value switch
    {
        float single => single.ToString("G7", CultureInfo.InvariantCulture),
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    }).AsMemory();

    private static Func<ReadOnlyMemory<char>, T> TextToInteger<T>()
        where T : INumber<T> => text =>
            T.TryParse(text.Span, NumberStyles.Integer, CultureInfo.InvariantCulture, out T? value) ? value : T.Zero;

    private static Func<ReadOnlyMemory<char>, T> TextToFloating<T>()
        where T : IFloatingPointIeee754<T> => text =>
            text.Span.IsWhiteSpace() ? T.Zero : T.TryParse(text.Span, NumberStyles.Float, CultureInfo.InvariantCulture, out T? value) ? value : T.NaN;

    private static readonly Func<ReadOnlyMemory<char>, bool> TextToBoolean = text => text.Span switch
    {
        ['1'] or ['+'] or ['t' or 'T'] or ['y' or 'Y'] or "+1" => true,
        _ => text.Span.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Span.Equals("yes", StringComparison.OrdinalIgnoreCase),
    };
}
