using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Some rows of a matrix, in the memory of a tensor.</summary>
/// <param name="Data">The memory.</param>
/// <param name="Start">The first value, counted from the tensor's first.</param>
/// <param name="Stride">From row to row.</param>
internal readonly record struct RowBlock(TensorData Data, int Start, int Stride)
{
    public Span<T> Span<T>(int rows, int columns) where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref Data.First<T>(), Start), rows == 0 ? 0 : ((rows - 1) * Stride) + columns);
}
