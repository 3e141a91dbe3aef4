using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Operations element by element on values alone, outside the graph of gradients. Operands broadcast; results are new and contiguous.</summary>
internal static partial class Elementwise
{
    /// <summary>Elements a thread should get at least: below, splitting costs more than it brings.</summary>
    public const int Grain = 16384;

    private const int ScratchLength = 256;

    /// <summary>x ∘ y in the type that holds both.</summary>
    public static TensorData Binary<TOperation>(TensorData x, TensorData y) where TOperation : struct, IBinaryOperation
    {
        ScalarType type = ResultType(x, y);
        using TensorData a = Cast.To(x, type);
        using TensorData b = Cast.To(y, type);
        TensorData result = EmptyBroadcast(a, b, type);
        BinaryInto<TOperation>(a, b, result);
        return result;
    }

    /// <summary>x ∘ y for a number y.</summary>
    public static TensorData Binary<TOperation>(TensorData x, double y) where TOperation : struct, IBinaryOperation
    {
        TensorData result = x.EmptyLike();
        using TensorData number = Fill.Full([], x.Type, y);
        BinaryInto<TOperation>(x, number, result);
        return result;
    }

    /// <summary>target ∘= y.</summary>
    public static void InPlace<TOperation>(TensorData target, TensorData y) where TOperation : struct, IBinaryOperation
    {
        RequireBroadcastTo(y, target);
        using TensorData b = Cast.To(y, target.Type);
        BinaryInto<TOperation>(target, b, target);
        target.Buffer.Touch();
    }

    /// <summary>sum += term, of the same shape.</summary>
    public static void AddInto(TensorData sum, TensorData term) => InPlace<AddOperation>(sum, term);

    public static ScalarType ResultType(TensorData x, TensorData y)
    {
        if (x.Type == y.Type)
        {
            return x.Type;
        }
        if ((x.Rank == 0) != (y.Rank == 0)) // a single value does not widen a tensor within its category
        {
            (TensorData tensor, TensorData value) = x.Rank == 0 ? (y, x) : (x, y);
            return value.Type.Category() > tensor.Type.Category() ? value.Type : tensor.Type;
        }
        return promote_types(x.Type, y.Type);
    }

    public static TensorData EmptyBroadcast(TensorData a, TensorData b, ScalarType type)
    {
        if (a.Shape.SequenceEqual(b.Shape))
        {
            return TensorData.Empty(a.Shape, type);
        }
        Dimensions shape = default;
        int rank = Shapes.Broadcast(a.Shape, b.Shape, ref shape);
        return TensorData.Empty(shape.Span(rank), type);
    }

    public static void RequireBroadcastTo(TensorData source, TensorData target)
    {
        if (source.Shape.SequenceEqual(target.Shape))
        {
            return;
        }
        Dimensions shape = default;
        int rank = Shapes.Broadcast(target.Shape, source.Shape, ref shape);
        if (!shape.Span(rank).SequenceEqual(target.Shape))
        {
            throw TorchError.Of($"output with shape {Shapes.Describe(target.Shape)} doesn't match the broadcast shape {Shapes.Describe(shape.Span(rank))}");
        }
    }

    private static void BinaryInto<TOperation>(TensorData a, TensorData b, TensorData result) where TOperation : struct, IBinaryOperation
    {
        switch (result.Type)
        {
            case ScalarType.Float32: BinaryInto<TOperation, float>(a, b, result); break;
            case ScalarType.Float64: BinaryInto<TOperation, double>(a, b, result); break;
            case ScalarType.Int64: BinaryInto<TOperation, long>(a, b, result); break;
            case ScalarType.Int32: BinaryInto<TOperation, int>(a, b, result); break;
            case ScalarType.Int16: BinaryInto<TOperation, short>(a, b, result); break;
            case ScalarType.Int8: BinaryInto<TOperation, sbyte>(a, b, result); break;
            case ScalarType.Byte: BinaryInto<TOperation, byte>(a, b, result); break;
            case ScalarType.Bool:
                BinaryInto<TOperation, byte>(a, b, result);
                Cast.NormalizeBool(result);
                break;
            default: throw Unsupported(result.Type);
        }
    }

    private static void BinaryInto<TOperation, T>(TensorData a, TensorData b, TensorData result)
        where TOperation : struct, IBinaryOperation
        where T : unmanaged, INumber<T>
    {
        if (result.Count == 0)
        {
            return;
        }
        bool aIsDense = a.IsContiguous && a.Count == result.Count, bIsDense = b.IsContiguous && b.Count == result.Count;
        if (result.IsContiguous && (aIsDense || a.IsOneValue) && (bIsDense || b.IsOneValue))
        {
            Split((int)result.Count, new BinaryJob<TOperation, T>(a, aIsDense, b, bIsDense, result));
            return;
        }
        var rows = new StridedRows(result.Shape, result, a, b);
        Parallelism.For(checked((int)rows.RowCount), GrainOfRows(rows.Length), new StridedJob<TOperation, T>(a, b, result));
    }

    /// <summary>Rows a thread should get at least.</summary>
    public static int GrainOfRows(int length) => Math.Max(1, Grain / Math.Max(1, length));

    private static ReadOnlySpan<T> RowOf<T>(ref T source, nint step, int length, Span<T> scratch) =>
        step == 1 ? MemoryMarshal.CreateReadOnlySpan(ref source, length) : Strided.Row(ref source, step, scratch[..length]);

    public static NotSupportedException Unsupported(ScalarType type) =>
        new($"{type} tensors are not supported here; Float32, Float64, Int64, Int32, Int16, Int8, Byte and Bool are.");

    private readonly struct BinaryJob<TOperation, T>(TensorData a, bool aIsDense, TensorData b, bool bIsDense, TensorData result) : IRangeJob
        where TOperation : struct, IBinaryOperation
        where T : unmanaged, INumber<T>
    {
        public void Run(int from, int to)
        {
            Span<T> destination = result.Span<T>()[from..to];
            if (!bIsDense)
            {
                ReadOnlySpan<T> x = aIsDense ? a.Span<T>()[from..to] : Strided.Row(ref a.First<T>(), 0, destination);
                TOperation.Invoke(x, b.First<T>(), destination);
            }
            else if (!aIsDense)
            {
                TOperation.Invoke(a.First<T>(), b.Span<T>()[from..to], destination);
            }
            else
            {
                TOperation.Invoke<T>(a.Span<T>()[from..to], b.Span<T>()[from..to], destination);
            }
        }
    }

    private readonly struct StridedJob<TOperation, T>(TensorData a, TensorData b, TensorData result) : IRangeJob
        where TOperation : struct, IBinaryOperation
        where T : unmanaged, INumber<T>
    {
        public void Run(int from, int to)
        {
            Span<T> scratch = stackalloc T[3 * ScratchLength];
            ref T r0 = ref result.First<T>();
            ref T a0 = ref a.First<T>();
            ref T b0 = ref b.First<T>();
            var rows = new StridedRows(result.Shape, result, a, b);
            rows.MoveTo(from);
            for (int row = from; row < to; row++, rows.Next())
            {
                bool isDirect = rows.Step0 == 1 && ((rows.Step1 == 1 && rows.Step2 is (0 or 1)) || (rows.Step1 == 0 && rows.Step2 == 1));
                int chunk = isDirect ? rows.Length : ScratchLength;
                for (int i = 0; i < rows.Length; i += chunk)
                {
                    int length = Math.Min(chunk, rows.Length - i);
                    ref T r = ref Unsafe.Add(ref r0, rows.Start0 + (i * rows.Step0));
                    ref T x = ref Unsafe.Add(ref a0, rows.Start1 + (i * rows.Step1));
                    ref T y = ref Unsafe.Add(ref b0, rows.Start2 + (i * rows.Step2));
                    Span<T> destination = rows.Step0 == 1 ? MemoryMarshal.CreateSpan(ref r, length) : scratch[..length];
                    if (rows.Step2 == 0)
                    {
                        TOperation.Invoke(RowOf(ref x, rows.Step1, length, scratch[ScratchLength..]), y, destination);
                    }
                    else if (rows.Step1 == 0)
                    {
                        TOperation.Invoke(x, RowOf(ref y, rows.Step2, length, scratch[ScratchLength..]), destination);
                    }
                    else
                    {
                        TOperation.Invoke(RowOf(ref x, rows.Step1, length, scratch[ScratchLength..]), RowOf(ref y, rows.Step2, length, scratch[(2 * ScratchLength)..]), destination);
                    }
                    if (rows.Step0 != 1)
                    {
                        Strided.Scatter(destination, ref r, rows.Step0);
                    }
                }
            }
        }
    }
}
