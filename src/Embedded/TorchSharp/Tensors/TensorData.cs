using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What a <see cref="Tensor"/> stands for: a strided window on a buffer, its type, and its place in the graph of gradients.</summary>
/// <remarks>
/// Counted references: whoever makes one owns one reference and passes it on or calls <see cref="Dispose"/>; a node that needs a value later takes its own.
/// The last reference puts the object into a per-thread pool, so a training step makes no garbage here.
/// </remarks>
internal sealed class TensorData : IDisposable, FreeList<TensorData>.IItem
{
    private Dimensions _shape;
    private Dimensions _strides;
    private int _references;
    private TensorData? _grad;
    private bool _hasZeroGrad;

    private TensorData()
    {
    }

    public TensorBuffer Buffer { get; private set; } = null!;

    /// <summary>First element, counted in elements of <see cref="Type"/>.</summary>
    public long Offset { get; private set; }

    public int Rank { get; private set; }

    public long Count { get; private set; }

    public ScalarType Type { get; private set; }

    /// <summary>Row-major without gaps.</summary>
    public bool IsContiguous { get; private set; }

    public ReadOnlySpan<long> Shape => _shape.Span(Rank);

    public ReadOnlySpan<long> Strides => _strides.Span(Rank);

    /// <summary>What made this tensor, where a gradient has to flow on from here; null for leaves.</summary>
    public Node? Node { get; private set; }

    /// <summary>A leaf whose gradient is wanted.</summary>
    public bool RequiresGrad { get; set; }

    /// <summary>The gradient summed up so far.</summary>
    public TensorData? Grad
    {
        get
        {
            if (_hasZeroGrad)
            {
                SetGrad(Zeros(Shape, Type));
            }
            return _grad;
        }
    }

    /// <summary>A gradient of zeros that nobody has looked at, and that has no memory yet.</summary>
    public bool HasZeroGrad => _hasZeroGrad;

    /// <summary>A result of an operation that keeps its gradient too.</summary>
    public bool RetainsGrad { get; set; }

    public string? Name { get; set; }

    TensorData? FreeList<TensorData>.IItem.NextFree { get; set; }

    public bool NeedsGrad => RequiresGrad || Node is not null;

    public bool IsLeaf => Node is null;

    /// <summary>Nobody else sees this object or its memory: it may be written over.</summary>
    public bool IsExclusive => Volatile.Read(ref _references) == 1 && !Buffer.IsShared;

    /// <summary>A single element, or one repeated along every dimension.</summary>
    public bool IsOneValue
    {
        get
        {
            for (int i = 0; i < Rank; i++)
            {
                if (_strides[i] != 0 && _shape[i] != 1)
                {
                    return false;
                }
            }
            return Count > 0;
        }
    }

    public long Size(int dimension) => _shape.Span(Rank)[dimension];

    public long Stride(int dimension) => _strides.Span(Rank)[dimension];

    /// <summary>A new contiguous tensor whose values are undefined.</summary>
    public static TensorData Empty(ReadOnlySpan<long> shape, ScalarType type)
    {
        long count = Shapes.Count(shape);
        TensorData data = Rent(shape, type, count);
        data.Buffer = BufferPool.Rent(count * type.ElementSize());
        Shapes.ContiguousStrides(shape, data._strides.Span(shape.Length));
        data.IsContiguous = true;
        return data;
    }

    /// <summary>A new tensor with the shape of this one, contiguous, values undefined.</summary>
    public TensorData EmptyLike() => Empty(Shape, Type);

    public static TensorData Zeros(ReadOnlySpan<long> shape, ScalarType type)
    {
        TensorData data = Empty(shape, type);
        data.Bytes().Clear();
        return data;
    }

    /// <summary>Another window on the same memory.</summary>
    public TensorData View(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, long offset)
    {
        TensorData data = Rent(shape, Type, Shapes.Count(shape));
        Buffer.AddReference();
        data.Buffer = Buffer;
        data.Offset = offset;
        strides.CopyTo(data._strides.Span(shape.Length));
        data.IsContiguous = Shapes.IsContiguous(shape, strides);
        return data;
    }

    /// <summary>The same window, outside the graph of gradients.</summary>
    public TensorData Alias() => View(Shape, Strides, Offset);

    public static TensorData Wrap(Array array, ReadOnlySpan<long> shape, ScalarType type)
    {
        TensorData data = Rent(shape, type, Shapes.Count(shape));
        data.Buffer = TensorBuffer.Wrap(array, type.ElementSize());
        Shapes.ContiguousStrides(shape, data._strides.Span(shape.Length));
        data.IsContiguous = true;
        return data;
    }

    /// <summary>All elements of a contiguous tensor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Span<T>() where T : unmanaged
    {
        Debug.Assert(IsContiguous && _references > 0 && Unsafe.SizeOf<T>() == Type.ElementSize());
        return MemoryMarshal.CreateSpan(ref First<T>(), checked((int)Count));
    }

    public Span<byte> Bytes()
    {
        Debug.Assert(IsContiguous);
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Buffer.Start, (nint)(Offset * Type.ElementSize())), checked((int)(Count * Type.ElementSize())));
    }

    /// <summary>The first element; others lie at multiples of the strides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T First<T>() where T : unmanaged =>
        ref Unsafe.Add(ref Unsafe.As<byte, T>(ref Buffer.Start), (nint)Offset);

    public TensorData AddReference()
    {
        Interlocked.Increment(ref _references);
        return this;
    }

    /// <summary>Gives up one reference.</summary>
    public void Dispose()
    {
        int references = Interlocked.Decrement(ref _references);
        Debug.Assert(references >= 0);
        if (references == 0)
        {
            Recycle();
        }
    }

    /// <summary>Puts the result of an operation behind the node that computes its gradient; takes over the caller's reference to the node.</summary>
    public void SetNode(Node? node)
    {
        Node? old = Node;
        Node = node;
        old?.Release();
    }

    /// <summary>Replaces the gradient; takes over the caller's reference.</summary>
    public void SetGrad(TensorData? gradient)
    {
        TensorData? old = _grad;
        (_grad, _hasZeroGrad) = (gradient, false);
        old?.Dispose();
    }

    /// <summary>Fills the gradient with zeros, if there is one. Where nobody else sees it, the memory goes back to the pool: the next backward pass brings its own.</summary>
    public void ZeroGrad()
    {
        if (_grad is { IsExclusive: true })
        {
            SetGrad(null);
            _hasZeroGrad = true;
        }
        else if (_grad is not null)
        {
            Fill.Set(_grad, 0, 0);
            _grad.Buffer.Touch();
        }
    }

    private static TensorData Rent(ReadOnlySpan<long> shape, ScalarType type, long count)
    {
        if (shape.Length > Dimensions.Limit)
        {
            throw TorchError.Of($"A tensor has at most {Dimensions.Limit} dimensions here; {Shapes.Describe(shape)} has {shape.Length}.");
        }
        TensorData data = FreeList<TensorData>.Take() ?? new TensorData();
        data._references = 1;
        data.Offset = 0;
        data.Rank = shape.Length;
        data.Count = count;
        data.Type = type;
        shape.CopyTo(data._shape.Span(shape.Length));
        return data;
    }

    private void Recycle()
    {
        Node? node = Node;
        TensorData? gradient = _grad;
        if (RetainsGrad)
        {
            node!.Retainer = null;
        }
        (Node, _grad, _hasZeroGrad, Name, RequiresGrad, RetainsGrad) = (null, null, false, null, false, false);
        Buffer.Release();
        Buffer = null!;
        FreeList<TensorData>.Return(this);
        gradient?.Dispose();
        node?.Release();
    }
}
