using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Memory that tensors share, counted by the tensors that use it and given back to <see cref="BufferPool"/> by the last one.</summary>
/// <remarks>
/// The memory is a managed array, so a tensor that nobody disposed costs a collection, never a leak. It is seen as bytes whatever its element type is,
/// which lets <c>torch.from_array</c> share any .NET array.
/// </remarks>
internal sealed class TensorBuffer
{
    private readonly byte[] _memory; // an array of any type, viewed as bytes: only its data reference is used
    private readonly nint _start;
    private int _references = 1;

    /// <summary>Next free buffer while this one lies in the pool.</summary>
    internal TensorBuffer? Next;

    private TensorBuffer(Array memory, nint start, long byteLength, int sizeClass)
    {
        _memory = Unsafe.As<byte[]>(memory);
        _start = start;
        ByteLength = byteLength;
        SizeClass = sizeClass;
    }

    public long ByteLength { get; }

    /// <summary>Index of the pool's list, or −1 for an array that belongs to the caller.</summary>
    public int SizeClass { get; }

    /// <summary>Changes with every write in place, so that a backward pass sees that a value it saved is gone.</summary>
    public int Version { get; private set; }

    public bool IsShared => Volatile.Read(ref _references) > 1;

    public ref byte Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_memory), _start);
    }

    /// <summary>New memory whose first byte lies on a cache line.</summary>
    public static unsafe TensorBuffer Allocate(long byteLength, int sizeClass)
    {
        const int Line = 64;
        ulong[] memory = GC.AllocateUninitializedArray<ulong>(checked((int)((byteLength + Line) / sizeof(ulong))), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        return new TensorBuffer(memory, (Line - (address % Line)) % Line, byteLength, sizeClass);
    }

    /// <summary>The caller's own array: writes go both ways.</summary>
    public static TensorBuffer Wrap(Array array, int elementSize)
    {
        ref byte data = ref MemoryMarshal.GetArrayDataReference(array);
        nint start = Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<byte[]>(array)), ref data);
        return new TensorBuffer(array, start, array.LongLength * elementSize, sizeClass: -1);
    }

    public void Touch() => Version++;

    public void AddReference() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0 && SizeClass >= 0)
        {
            _references = 1;
            BufferPool.Return(this);
        }
    }
}
