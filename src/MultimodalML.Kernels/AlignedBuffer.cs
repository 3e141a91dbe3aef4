using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary>Scratch memory of one thread, 64-byte aligned, that grows and is used again.</summary>
internal sealed unsafe class AlignedBuffer
{
    private float* _values;
    private nuint _length;

    ~AlignedBuffer() => NativeMemory.AlignedFree(_values);

    /// <summary>At least <paramref name="length"/> floats of any content, valid until the next call.</summary>
    public float* Request(int length)
    {
        if ((nuint)length > _length)
        {
            NativeMemory.AlignedFree(_values);
            _values = null;
            _length = 0;
            nuint rounded = System.Numerics.BitOperations.RoundUpToPowerOf2((nuint)length);
            _values = (float*)NativeMemory.AlignedAlloc(rounded * sizeof(float), 64);
            NativeMemory.Clear(_values, rounded * sizeof(float)); // touched in order, pages spread over the cache's sets; in a packing's order they once made products take twice as long
            _length = rounded;
        }
        return _values;
    }
}
