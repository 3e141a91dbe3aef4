using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>x with source values added (or written) at the positions an index tensor gives along one dimension.</summary>
internal sealed class Scatter : Node<Scatter>
{
    private SavedTensor _index;
    private int _dimension;
    private bool _overwrites;
    private SavedShape _source;

    public static TensorData Apply(TensorData x, long dimension, TensorData index, TensorData source, bool overwrites)
    {
        TensorData result = Copy.Clone(x);
        int d = Shapes.Wrap(dimension, x.Rank);
        using TensorData whole = IndexWalk.Whole(index);
        using TensorData values = Matching(source, whole, x.Type);
        Write(result, d, whole, values, overwrites);
        if (Graph.Records(x, source))
        {
            Scatter node = Rent();
            node.SetInputs(x, source);
            node._index.Save(whole);
            (node._dimension, node._overwrites) = (d, overwrites);
            node._source = new SavedShape(source);
            result.SetNode(node);
        }
        return result;
    }

    /// <summary>target += values at the index; target is contiguous and its own.</summary>
    public static void AddInto(TensorData target, int dimension, TensorData index, TensorData values)
    {
        using TensorData contiguous = Copy.Contiguous(values);
        Write(target, dimension, index, contiguous, overwrites: false);
    }

    protected override void Backward(TensorData gradient)
    {
        TensorData index = _index.Value;
        if (Input0 is not null)
        {
            TensorData own = Copy.Clone(gradient);
            if (_overwrites)
            {
                using TensorData zeros = TensorData.Zeros(index.Shape, gradient.Type);
                Write(own, _dimension, index, zeros, overwrites: true);
            }
            Input0.Accumulate(own);
        }
        if (Input1 is not null)
        {
            TensorData picked = Gather.Values(gradient, _dimension, index);
            if (picked.Shape.SequenceEqual(_source.Sizes))
            {
                Input1.Accumulate(picked);
                return;
            }
            using TensorData part = picked; // the source was larger than the index: the rest had no effect
            TensorData whole = TensorData.Zeros(_source.Sizes, gradient.Type);
            using TensorData corner = whole.View(part.Shape, whole.Strides, whole.Offset);
            Copy.Into(part, corner);
            Input1.Accumulate(whole);
        }
    }

    protected override void ReleaseSaved() => _index.Release();

    /// <summary>The part of the source that the index covers, contiguous, in the target's type.</summary>
    private static TensorData Matching(TensorData source, TensorData index, ScalarType type)
    {
        if (source.Type != type)
        {
            throw TorchError.Of($"scatter(): Expected self.dtype to be equal to src.dtype, got {type} and {source.Type}");
        }
        for (int i = 0; i < index.Rank; i++)
        {
            if (source.Rank != index.Rank || source.Size(i) < index.Size(i))
            {
                throw TorchError.Of($"Expected index {Shapes.Describe(index.Shape)} to be smaller than src {Shapes.Describe(source.Shape)} in every dimension");
            }
        }
        using TensorData part = source.View(index.Shape, source.Strides, source.Offset);
        return Copy.Contiguous(part);
    }

    private static void Write(TensorData target, int dimension, TensorData index, TensorData values, bool overwrites)
    {
        var walk = new IndexWalk(target, dimension, index);
        switch (target.Type)
        {
            case ScalarType.Float32: Write<float>(target, walk, values, overwrites); break;
            case ScalarType.Float64: Write<double>(target, walk, values, overwrites); break;
            case ScalarType.Int64: Write<long>(target, walk, values, overwrites); break;
            case ScalarType.Int32: Write<int>(target, walk, values, overwrites); break;
            case ScalarType.Int16: Write<short>(target, walk, values, overwrites); break;
            case ScalarType.Int8: Write<sbyte>(target, walk, values, overwrites); break;
            case ScalarType.Byte or ScalarType.Bool: Write<byte>(target, walk, values, overwrites); break;
            default: throw Elementwise.Unsupported(target.Type);
        }
        target.Buffer.Touch();
    }

    private static void Write<T>(TensorData target, IndexWalk walk, TensorData values, bool overwrites) where T : unmanaged, INumber<T>
    {
        ref T target0 = ref target.First<T>();
        ReadOnlySpan<T> source = values.Span<T>();
        for (int i = 0; i < source.Length; i++)
        {
            ref T place = ref Unsafe.Add(ref target0, walk.Next());
            place = overwrites ? source[i] : place + source[i];
        }
    }
}
