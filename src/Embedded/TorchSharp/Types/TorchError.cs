using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Errors the native library reports where the real package runs: callers catch the same type.</summary>
internal static class TorchError
{
    [SuppressMessage("Usage", "CA2201", Justification = "It is the type that users of the real package catch.")]
    public static ExternalException Of(string message) => new(message);

    [SuppressMessage("Usage", "CA2201", Justification = "It is the type that users of the real package catch.")]
    public static IndexOutOfRangeException Index(string message) => new(message);
}
