using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MultimodalML;

/// <summary>Errors the base library has no ThrowIf method for. A message says what came and what fits.</summary>
internal static class Throw
{
    [DoesNotReturn]
    public static void ShapesDiffer(string operation, long[] a, long[] b, string rule) =>
        throw new ArgumentException($"{operation}: a is [{string.Join(", ", a)}] and b is [{string.Join(", ", b)}]; {rule}.", nameof(b));

    /// <summary>Names of columns: at least one, none empty, none twice.</summary>
    public static void IfNotColumnNames(IReadOnlyList<string> names, [CallerArgumentExpression(nameof(names))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(names, parameter);
        if (names.Count == 0)
        {
            throw new ArgumentException("No column is named; at least one is needed.", parameter);
        }

        var seen = new HashSet<string>();
        foreach (string name in names)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
            if (!seen.Add(name))
            {
                throw new ArgumentException($"Column '{name}' is named twice in [{string.Join(", ", names)}]; each column counts once.", parameter);
            }
        }
    }

    /// <summary>A finite number from <paramref name="least"/> to <paramref name="most"/>; <see cref="double.Epsilon"/> as the least means above 0, the largest double as the most means no bound.</summary>
    public static void IfNotInRange(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
        {
            string above = least == 0 ? "0 or more" : "above 0";
            string fits = most >= float.MaxValue ? above : most < 1 ? "0 up to, not including, 1" : $"{above}, at most {most:g6}";
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number, {fits}.");
        }
    }
}
