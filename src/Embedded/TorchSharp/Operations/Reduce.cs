using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Folds values along dimensions, outside the graph of gradients.</summary>
internal static class Reduce
{
    private const int ScratchLength = 256;
    private const int MostChunks = 64;

    /// <summary>The shape with size 1 along the dimensions that fold; no dimensions means all of them.</summary>
    public static int KeptShape(ReadOnlySpan<long> shape, ReadOnlySpan<long> dimensions, ref Dimensions result)
    {
        Span<long> kept = result.Span(shape.Length);
        shape.CopyTo(kept);
        if (dimensions.IsEmpty)
        {
            kept.Fill(1);
        }
        foreach (long dimension in dimensions)
        {
            int wrapped = Shapes.Wrap(dimension, shape.Length);
            if (shape.Length > 0)
            {
                kept[wrapped] = 1;
            }
        }
        return shape.Length;
    }

    /// <summary>A folded tensor without its folded dimensions. Takes over the caller's reference.</summary>
    public static TensorData DropDimensions(TensorData folded, ReadOnlySpan<long> dimensions)
    {
        Dimensions shape = default, strides = default;
        int rank = 0;
        for (int i = 0; i < folded.Rank; i++)
        {
            if (!IsListed(i, dimensions, folded.Rank))
            {
                (shape[rank], strides[rank]) = (folded.Size(i), folded.Stride(i));
                rank++;
            }
        }
        TensorData view = folded.View(shape.Span(rank), strides.Span(rank), folded.Offset);
        folded.Dispose();
        return view;
    }

    /// <summary>Sum along the dimensions, which stay with size 1; in the given type.</summary>
    public static TensorData Sum(TensorData source, ReadOnlySpan<long> dimensions, ScalarType type) => Fold<SumFold>(source, dimensions, type);

    /// <summary>Adds up a gradient along what broadcasting had repeated; owned by the caller.</summary>
    public static TensorData SumTo(TensorData gradient, ReadOnlySpan<long> shape)
    {
        if (gradient.Shape.SequenceEqual(shape))
        {
            return gradient.AddReference();
        }
        TensorData sum = TensorData.Empty(shape, gradient.Type);
        Into<SumFold>(gradient, sum);
        return sum;
    }

    public static TensorData Fold<TFold>(TensorData source, ReadOnlySpan<long> dimensions, ScalarType type) where TFold : struct, IFold
    {
        using TensorData typed = Cast.To(source, type);
        Dimensions shape = default;
        int rank = KeptShape(source.Shape, dimensions, ref shape);
        TensorData result = TensorData.Empty(shape.Span(rank), type);
        Into<TFold>(typed, result);
        return result;
    }

    private static bool IsListed(int dimension, ReadOnlySpan<long> dimensions, int rank)
    {
        foreach (long listed in dimensions)
        {
            if (Shapes.Wrap(listed, rank) == dimension)
            {
                return true;
            }
        }
        return dimensions.IsEmpty;
    }

    public static void Into<TFold>(TensorData source, TensorData result) where TFold : struct, IFold
    {
        switch (result.Type)
        {
            case ScalarType.Float32: Into<TFold, float>(source, result); break;
            case ScalarType.Float64: Into<TFold, double>(source, result); break;
            case ScalarType.Int64: Into<TFold, long>(source, result); break;
            case ScalarType.Int32: Into<TFold, int>(source, result); break;
            case ScalarType.Int16: Into<TFold, short>(source, result); break;
            case ScalarType.Int8: Into<TFold, sbyte>(source, result); break;
            case ScalarType.Byte or ScalarType.Bool: Into<TFold, byte>(source, result); break;
            default: throw Elementwise.Unsupported(result.Type);
        }
    }

    private static void Into<TFold, T>(TensorData source, TensorData result)
        where TFold : struct, IFold
        where T : unmanaged, INumber<T>
    {
        result.Span<T>().Fill(TFold.Start<T>());
        if (source.Count == 0)
        {
            return;
        }
        if (typeof(TFold) == typeof(SumFold) && result.Count == 1 && source.IsContiguous && source.Count > 2 * Elementwise.Grain)
        {
            result.First<T>() = SumOfChunks<T>(source);
            return;
        }
        var rows = new StridedRows(source.Shape, result, source);
        if (typeof(TFold) == typeof(SumFold) && typeof(T) == typeof(float) && rows.IsStackOnOneRow)
        {
            ReadOnlySpan<float> values = MemoryMarshal.CreateReadOnlySpan(ref source.First<float>(), checked((int)source.Count));
            ColumnSums.Compute((int)rows.RowCount, rows.Length, values, result.Span<float>());
            return;
        }
        Span<T> scratch = stackalloc T[ScratchLength];
        ref T source0 = ref source.First<T>();
        ref T result0 = ref result.First<T>();
        for (long row = 0; row < rows.RowCount; row++, rows.Next())
        {
            int chunk = rows.Step1 == 1 ? rows.Length : ScratchLength;
            for (int i = 0; i < rows.Length; i += chunk)
            {
                int length = Math.Min(chunk, rows.Length - i);
                ref T from = ref Unsafe.Add(ref source0, rows.Start1 + (i * rows.Step1));
                ref T to = ref Unsafe.Add(ref result0, rows.Start0 + (i * rows.Step0));
                ReadOnlySpan<T> values = rows.Step1 == 1 ? MemoryMarshal.CreateReadOnlySpan(ref from, length) : Strided.Row(ref from, rows.Step1, scratch[..length]);
                if (rows.Step0 == 0)
                {
                    to = TFold.Fold(to, values);
                }
                else
                {
                    TFold.Fold(MemoryMarshal.CreateSpan(ref to, length), values); // the result is contiguous, so its step is 1
                }
            }
        }
    }

    /// <summary>The sum of many values, from the sums of chunks which the threads share; the bits do not depend on their number.</summary>
    private static T SumOfChunks<T>(TensorData source) where T : unmanaged, INumber<T>
    {
        int count = checked((int)source.Count), length = Math.Max(Elementwise.Grain, (count + MostChunks - 1) / MostChunks), chunks = (count + length - 1) / length;
        using TensorData sums = TensorData.Empty([chunks], source.Type);
        Parallelism.For(chunks, 1, new ChunkSumJob<T>(source, length, sums));
        return TensorPrimitives.Sum<T>(sums.Span<T>());
    }

    private readonly struct ChunkSumJob<T>(TensorData source, int length, TensorData sums) : IRangeJob
        where T : unmanaged, INumber<T>
    {
        public void Run(int from, int to)
        {
            ReadOnlySpan<T> values = source.Span<T>();
            for (int i = from; i < to; i++)
            {
                sums.Span<T>()[i] = TensorPrimitives.Sum(values.Slice(i * length, Math.Min(length, values.Length - (i * length))));
            }
        }
    }
}
