using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Moves values between memory with gaps and memory without.</summary>
internal static class Strided
{
    public static void Gather<T>(ref T source, nint step, Span<T> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = Unsafe.Add(ref source, i * step);
        }
    }

    public static void Scatter<T>(ReadOnlySpan<T> source, ref T destination, nint step)
    {
        for (int i = 0; i < source.Length; i++)
        {
            Unsafe.Add(ref destination, i * step) = source[i];
        }
    }

    /// <summary><paramref name="scratch"/>.Length values as a span: the memory itself where it has no gaps, else a copy in the scratch.</summary>
    public static ReadOnlySpan<T> Row<T>(ref T source, nint step, Span<T> scratch)
    {
        if (step == 1)
        {
            return MemoryMarshal.CreateReadOnlySpan(ref source, scratch.Length);
        }
        if (step == 0)
        {
            scratch.Fill(source);
        }
        else
        {
            Gather(ref source, step, scratch);
        }
        return scratch;
    }
}
