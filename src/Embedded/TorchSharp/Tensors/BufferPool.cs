using System.Numerics;

namespace TorchSharp;

/// <summary>Free buffers by size class: four classes for each doubling, so at most a quarter of a buffer is unused.</summary>
/// <remarks>Each thread keeps a few buffers of every class for itself; the rest is shared between threads, up to a limit beyond which memory goes to the garbage collector.</remarks>
internal static class BufferPool
{
    private const int SmallestLog2 = 8; // everything up to 256 bytes is one class
    private const int ClassCount = (4 * (36 - SmallestLog2)) + 1;
    private const long BytesPerThreadAndClass = 1 << 20;
    private const int BuffersPerThreadAndClass = 64;
    private const long SharedByteLimit = 1L << 30;

    private static readonly TensorBuffer?[] s_shared = new TensorBuffer?[ClassCount];
    private static readonly Lock s_lock = new();
    private static long s_sharedBytes;

    [ThreadStatic]
    private static Slot[]? t_slots;

    public static TensorBuffer Rent(long byteLength)
    {
        int sizeClass = ClassOf(byteLength);
        ref Slot slot = ref (t_slots ??= new Slot[ClassCount])[sizeClass];
        TensorBuffer? buffer = slot.First;
        if (buffer is not null)
        {
            slot.First = buffer.Next;
            slot.Count--;
            buffer.Next = null;
            return buffer;
        }
        return TakeShared(sizeClass) ?? TensorBuffer.Allocate(SizeOf(sizeClass), sizeClass);
    }

    public static void Return(TensorBuffer buffer)
    {
        ref Slot slot = ref (t_slots ??= new Slot[ClassCount])[buffer.SizeClass];
        if (slot.Count < BuffersPerThreadAndClass && (slot.Count + 1) * buffer.ByteLength <= BytesPerThreadAndClass)
        {
            buffer.Next = slot.First;
            slot.First = buffer;
            slot.Count++;
            return;
        }
        lock (s_lock)
        {
            if (s_sharedBytes + buffer.ByteLength <= SharedByteLimit)
            {
                buffer.Next = s_shared[buffer.SizeClass];
                s_shared[buffer.SizeClass] = buffer;
                s_sharedBytes += buffer.ByteLength;
            }
        }
    }

    internal static int ClassOf(long byteLength)
    {
        if (byteLength <= 1 << SmallestLog2)
        {
            return 0;
        }
        int log2 = BitOperations.Log2((ulong)(byteLength - 1)); // 2^log2 < byteLength <= 2^(log2 + 1)
        int quarter = (int)((byteLength - 1 - (1L << log2)) >> (log2 - 2));
        return (4 * (log2 - SmallestLog2)) + quarter + 1;
    }

    internal static long SizeOf(int sizeClass)
    {
        if (sizeClass == 0)
        {
            return 1 << SmallestLog2;
        }
        int log2 = SmallestLog2 + ((sizeClass - 1) / 4);
        return (1L << log2) + ((((sizeClass - 1) % 4) + 1L) << (log2 - 2));
    }

    private static TensorBuffer? TakeShared(int sizeClass)
    {
        if (Volatile.Read(ref s_shared[sizeClass]) is null)
        {
            return null;
        }
        lock (s_lock)
        {
            TensorBuffer? buffer = s_shared[sizeClass];
            if (buffer is not null)
            {
                s_shared[sizeClass] = buffer.Next;
                s_sharedBytes -= buffer.ByteLength;
                buffer.Next = null;
            }
            return buffer;
        }
    }

    private struct Slot
    {
        public TensorBuffer? First;
        public int Count;
    }
}
