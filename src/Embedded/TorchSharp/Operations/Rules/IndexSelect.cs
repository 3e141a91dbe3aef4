using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Whole slices of x along one dimension, in the order of a list of positions.</summary>
internal sealed class IndexSelect : Node<IndexSelect>
{
    private const int ShortRow = 128; // bytes
    private const int Ahead = 8; // rows that the memory is asked for before they are read

    private SavedTensor _index;
    private SavedShape _input;
    private int _dimension;

    public static TensorData Apply(TensorData x, long dimension, TensorData index)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        if (index.Rank > 1)
        {
            throw TorchError.Of($"index_select(): Index is supposed to be a vector, got shape {Shapes.Describe(index.Shape)}");
        }
        using TensorData whole = IndexWalk.Whole(index);
        TensorData result = Values(x, d, whole);
        if (Graph.Records(x))
        {
            IndexSelect node = Rent();
            node.SetInputs(x);
            node._index.Save(whole);
            (node._input, node._dimension) = (new SavedShape(x), d);
            result.SetNode(node);
        }
        return result;
    }

    /// <summary>The values alone, outside the graph.</summary>
    public static TensorData Values(TensorData x, int dimension, TensorData index)
    {
        using TensorData source = Copy.Contiguous(x);
        Dimensions shape = new(x.Shape);
        shape[dimension] = index.Count;
        TensorData result = TensorData.Empty(shape.Span(x.Rank), x.Type);
        (int outer, int size, int inner) = Split(source, dimension);
        int elementSize = x.Type.ElementSize();
        CopyRows(source.Bytes(), result.Bytes(), index.Span<long>(), outer, size, inner * elementSize);
        return result;
    }

    /// <summary>target += α source at the positions; the target is a contiguous real tensor.</summary>
    public static void AddInto(TensorData target, int dimension, TensorData index, TensorData source, double alpha = 1)
    {
        using TensorData values = Copy.Contiguous(source);
        if (target.Type == ScalarType.Float32)
        {
            AddInto(target, dimension, index.Span<long>(), values, (float)alpha);
        }
        else
        {
            AddInto(target, dimension, index.Span<long>(), values, alpha);
        }
        target.Buffer.Touch();
    }

    protected override void Backward(TensorData gradient) =>
        AddInto(Input0!.GradientBuffer(_input.Sizes, _input.Type), _dimension, _index.Value, gradient);

    protected override void ReleaseSaved() => _index.Release();

    private static unsafe void CopyRows(ReadOnlySpan<byte> from, Span<byte> to, ReadOnlySpan<long> positions, int outer, int size, int length)
    {
        fixed (byte* source = from, result = to)
        {
            byte* target = result;
            for (int o = 0; o < outer; o++)
            {
                byte* block = source + ((nint)o * size * length);
                for (int i = 0; i < positions.Length; i++, target += length)
                {
                    if (i + Ahead < positions.Length && Sse.IsSupported)
                    {
                        byte* soon = block + ((nint)(positions[i + Ahead] * length)); // nothing is read there, so any number does
                        Sse.Prefetch0(soon);
                        Sse.Prefetch0(soon + Math.Min(length, 64));
                    }
                    byte* row = block + ((nint)IndexWalk.Checked(positions[i], size) * length);
                    if (length <= ShortRow)
                    {
                        CopyShort(row, target, length);
                    }
                    else
                    {
                        Buffer.MemoryCopy(row, target, length, length);
                    }
                }
            }
        }
    }

    /// <summary>For rows of which the call that copies one would take longer than the copying: whole vectors, the last of which overlaps the one before.</summary>
    private static unsafe void CopyShort(byte* from, byte* to, int length)
    {
        if (length < 16)
        {
            int done = 0;
            for (; done <= length - 4; done += 4)
            {
                Unsafe.WriteUnaligned(to + done, Unsafe.ReadUnaligned<int>(from + done));
            }
            for (; done < length; done++)
            {
                to[done] = from[done];
            }
            return;
        }
        for (int i = 0; i < length - 16; i += 16)
        {
            Vector128.Load(from + i).Store(to + i);
        }
        Vector128.Load(from + length - 16).Store(to + length - 16);
    }

    private static void AddInto<T>(TensorData target, int dimension, ReadOnlySpan<long> positions, TensorData values, T alpha)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        (int outer, int size, int inner) = Split(target, dimension);
        Span<T> to = target.Span<T>();
        ReadOnlySpan<T> from = values.Span<T>();
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < positions.Length; i++)
            {
                int position = (int)IndexWalk.Checked(positions[i], size);
                Span<T> place = to.Slice(((o * size) + position) * inner, inner);
                TensorPrimitives.MultiplyAdd(from.Slice(((o * positions.Length) + i) * inner, inner), alpha, place, place);
            }
        }
    }

    private static (int Outer, int Size, int Inner) Split(TensorData x, int dimension)
    {
        if (x.Rank == 0)
        {
            return (1, 1, 1);
        }
        long outer = Shapes.Count(x.Shape[..dimension]), inner = Shapes.Count(x.Shape[(dimension + 1)..]);
        return ((int)outer, (int)x.Size(dimension), (int)inner);
    }
}
