using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Sizes or strides, kept inside the object that has them.</summary>
[InlineArray(Limit)]
internal struct Dimensions
{
    public const int Limit = 8;

    private long _first;

    public Dimensions(ReadOnlySpan<long> values) => values.CopyTo(this);

    /// <summary>The first <paramref name="rank"/> values.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public Span<long> Span(int rank) => MemoryMarshal.CreateSpan(ref _first, rank);
}
