using System.Numerics;
using System.Runtime.CompilerServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>x where the condition holds, else y.</summary>
internal sealed class Where : Node<Where>
{
    private SavedTensor _condition;
    private SavedShape _x, _y;

    public static TensorData Apply(TensorData condition, TensorData x, TensorData y)
    {
        if (condition.Type != ScalarType.Bool)
        {
            throw TorchError.Of($"where expected condition to be a boolean tensor, but got a tensor with dtype {condition.Type}");
        }
        TensorData result = Select(condition, x, y);
        if (Graph.Records(x, y))
        {
            Where node = Rent();
            node.SetInputs(x, y);
            node._condition.Save(condition);
            (node._x, node._y) = (new SavedShape(x), new SavedShape(y));
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData zero = TensorData.Zeros([], gradient.Type);
        if (Input0 is not null)
        {
            Input0.Accumulate(Broadcasting.GradientFor(_x, Select(_condition.Value, gradient, zero)));
        }
        if (Input1 is not null)
        {
            Input1.Accumulate(Broadcasting.GradientFor(_y, Select(_condition.Value, zero, gradient)));
        }
    }

    protected override void ReleaseSaved() => _condition.Release();

    /// <summary>The choice alone, outside the graph.</summary>
    public static TensorData Select(TensorData condition, TensorData x, TensorData y)
    {
        ScalarType type = Elementwise.ResultType(x, y);
        using TensorData a = Cast.To(x, type);
        using TensorData b = Cast.To(y, type);
        Dimensions both = default, shape = default;
        int rank = Shapes.Broadcast(a.Shape, b.Shape, ref both);
        rank = Shapes.Broadcast(condition.Shape, both.Span(rank), ref shape);
        TensorData result = TensorData.Empty(shape.Span(rank), type);
        switch (type.ElementSize())
        {
            case 8: Into<long>(condition, a, b, result); break;
            case 4: Into<int>(condition, a, b, result); break;
            case 2: Into<short>(condition, a, b, result); break;
            default: Into<byte>(condition, a, b, result); break;
        }
        return result;
    }

    private static void Into<T>(TensorData condition, TensorData x, TensorData y, TensorData result) where T : unmanaged
    {
        if (result.Count == 0)
        {
            return;
        }
        if (condition.IsContiguous && condition.Count == result.Count && IsDenseOrOneValue(x) && IsDenseOrOneValue(y))
        {
            Elementwise.Split((int)result.Count, new DenseJob<T>(condition, x, y, result));
            return;
        }
        var rows = new StridedRows(result.Shape, result, condition, x, y);
        Parallelism.For(checked((int)rows.RowCount), Elementwise.GrainOfRows(rows.Length), new RowsJob<T>(condition, x, y, result));

        bool IsDenseOrOneValue(TensorData t) => t.IsOneValue || (t.IsContiguous && t.Count == result.Count);
    }

    private static void Row<T>(ref bool condition, nint conditionStep, ref T x, nint xStep, ref T y, nint yStep, ref T result, int length) where T : unmanaged
    {
        int i = 0;
        if (conditionStep == 1 && xStep is 0 or 1 && yStep is 0 or 1 && Unsafe.SizeOf<T>() >= sizeof(int))
        {
            for (; i <= length - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Block(Vector.LoadUnsafe(ref Unsafe.As<bool, byte>(ref condition), (nuint)i), ref Unsafe.Add(ref x, i * xStep), xStep, ref Unsafe.Add(ref y, i * yStep), yStep, ref Unsafe.Add(ref result, i));
            }
        }
        for (; i < length; i++)
        {
            Unsafe.Add(ref result, i) = Unsafe.Add(ref condition, i * conditionStep) ? Unsafe.Add(ref x, i * xStep) : Unsafe.Add(ref y, i * yStep);
        }
    }

    /// <summary>A vector of conditions, each widened to all bits of a value of 4 or 8 bytes.</summary>
    private static void Block<T>(Vector<byte> conditions, ref T x, nint xStep, ref T y, nint yStep, ref T result) where T : unmanaged
    {
        Vector.Widen(Vector.GreaterThan(conditions, Vector<byte>.Zero).As<byte, sbyte>(), out Vector<short> low, out Vector<short> high);
        Vector.Widen(low, out Vector<int> first, out Vector<int> second);
        Vector.Widen(high, out Vector<int> third, out Vector<int> fourth);
        Words(first, 0, ref x, xStep, ref y, yStep, ref result);
        Words(second, 1, ref x, xStep, ref y, yStep, ref result);
        Words(third, 2, ref x, xStep, ref y, yStep, ref result);
        Words(fourth, 3, ref x, xStep, ref y, yStep, ref result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Words<T>(Vector<int> mask, int index, ref T x, nint xStep, ref T y, nint yStep, ref T result) where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(int))
        {
            Choose(mask.As<int, T>(), index * Vector<T>.Count, ref x, xStep, ref y, yStep, ref result);
            return;
        }
        Vector.Widen(mask, out Vector<long> low, out Vector<long> high);
        Choose(low.As<long, T>(), 2 * index * Vector<T>.Count, ref x, xStep, ref y, yStep, ref result);
        Choose(high.As<long, T>(), ((2 * index) + 1) * Vector<T>.Count, ref x, xStep, ref y, yStep, ref result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose<T>(Vector<T> mask, nint at, ref T x, nint xStep, ref T y, nint yStep, ref T result) where T : unmanaged
    {
        Vector<T> a = xStep == 0 ? new Vector<T>(x) : Vector.LoadUnsafe(ref x, (nuint)at), b = yStep == 0 ? new Vector<T>(y) : Vector.LoadUnsafe(ref y, (nuint)at);
        Vector.ConditionalSelect(mask, a, b).StoreUnsafe(ref result, (nuint)at);
    }

    private readonly struct DenseJob<T>(TensorData condition, TensorData x, TensorData y, TensorData result) : IRangeJob
        where T : unmanaged
    {
        public void Run(int from, int to)
        {
            (nint xStep, nint yStep) = (x.IsOneValue ? 0 : 1, y.IsOneValue ? 0 : 1);
            Row(
                ref Unsafe.Add(ref condition.First<bool>(), from), 1, ref Unsafe.Add(ref x.First<T>(), from * xStep), xStep, ref Unsafe.Add(ref y.First<T>(), from * yStep), yStep,
                ref Unsafe.Add(ref result.First<T>(), from), to - from);
        }
    }

    private readonly struct RowsJob<T>(TensorData condition, TensorData x, TensorData y, TensorData result) : IRangeJob
        where T : unmanaged
    {
        public void Run(int from, int to)
        {
            var rows = new StridedRows(result.Shape, result, condition, x, y);
            rows.MoveTo(from);
            for (int row = from; row < to; row++, rows.Next())
            {
                Row(
                    ref Unsafe.Add(ref condition.First<bool>(), rows.Start1), rows.Step1, ref Unsafe.Add(ref x.First<T>(), rows.Start2), rows.Step2,
                    ref Unsafe.Add(ref y.First<T>(), rows.Start3), rows.Step3, ref Unsafe.Add(ref result.First<T>(), rows.Start0), rows.Length);
            }
        }
    }
}
