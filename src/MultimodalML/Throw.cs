using System.Diagnostics.CodeAnalysis;

namespace MultimodalML;

/// <summary>Errors the base library has no ThrowIf method for. A message says what came and what fits.</summary>
internal static class Throw
{
    [DoesNotReturn]
    public static void ShapesDiffer(string operation, long[] a, long[] b, string rule) =>
        throw new ArgumentException($"{operation}: a is [{string.Join(", ", a)}] and b is [{string.Join(", ", b)}]; {rule}.", nameof(b));
}
