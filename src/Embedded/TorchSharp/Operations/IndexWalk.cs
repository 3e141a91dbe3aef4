using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Goes through a contiguous index tensor and gives, for each of its elements, the place in another tensor that it means along one dimension.</summary>
internal ref struct IndexWalk
{
    private readonly ReadOnlySpan<long> _index;
    private readonly ReadOnlySpan<long> _indexShape;
    private readonly ReadOnlySpan<long> _strides;
    private readonly int _dimension;
    private readonly long _size;
    private Dimensions _position;
    private long _base;
    private int _next;

    public IndexWalk(TensorData target, int dimension, TensorData index)
    {
        if (index.Rank != Math.Max(target.Rank, 1) && !(index.Rank == 0 && target.Rank == 0))
        {
            throw TorchError.Of($"Index tensor must have the same number of dimensions as input tensor: index is {Shapes.Describe(index.Shape)}, input {Shapes.Describe(target.Shape)}");
        }
        for (int i = 0; i < target.Rank; i++)
        {
            if (i != dimension && index.Size(i) > target.Size(i))
            {
                throw TorchError.Of($"Size does not match at dimension {i} expected index {Shapes.Describe(index.Shape)} to be smaller than self {Shapes.Describe(target.Shape)} apart from dimension {dimension}");
            }
        }
        _index = index.Span<long>();
        _indexShape = index.Shape;
        _strides = target.Strides;
        _dimension = dimension;
        _size = target.Rank == 0 ? 1 : target.Size(dimension);
    }

    /// <summary>An index as contiguous Int64; owned by the caller.</summary>
    public static TensorData Whole(TensorData index)
    {
        if (index.Type is not (ScalarType.Int64 or ScalarType.Int32))
        {
            throw TorchError.Of($"expected scalar type Long (Int64) for the index, got {index.Type}");
        }
        using TensorData whole = Cast.To(index, ScalarType.Int64);
        return Copy.Contiguous(whole);
    }

    public static long Checked(long index, long size)
    {
        if (index < 0 || index >= size)
        {
            throw TorchError.Of($"index {index} is out of bounds for dimension with size {size}");
        }
        return index;
    }

    /// <summary>Offset of the next element's target, in elements from the target's first.</summary>
    public nint Next()
    {
        long along = Checked(_index[_next++], _size);
        nint place = (nint)(_base + (_strides.IsEmpty ? 0 : along * _strides[_dimension]));
        for (int i = _indexShape.Length - 1; i >= 0; i--)
        {
            long stride = i == _dimension || _strides.IsEmpty ? 0 : _strides[i];
            _base += stride;
            if (++_position[i] < _indexShape[i])
            {
                break;
            }
            _base -= stride * _indexShape[i];
            _position[i] = 0;
        }
        return place;
    }
}
