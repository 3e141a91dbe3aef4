using System.Runtime.CompilerServices;
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
        ref T r0 = ref result.First<T>();
        ref bool c0 = ref condition.First<bool>();
        ref T x0 = ref x.First<T>();
        ref T y0 = ref y.First<T>();
        var rows = new StridedRows(result.Shape, result, condition, x, y);
        for (long row = 0; row < rows.RowCount; row++, rows.Next())
        {
            ref T r = ref Unsafe.Add(ref r0, rows.Start0);
            ref bool c = ref Unsafe.Add(ref c0, rows.Start1);
            ref T a = ref Unsafe.Add(ref x0, rows.Start2);
            ref T b = ref Unsafe.Add(ref y0, rows.Start3);
            for (int i = 0; i < rows.Length; i++)
            {
                Unsafe.Add(ref r, i) = Unsafe.Add(ref c, i * rows.Step1) ? Unsafe.Add(ref a, i * rows.Step2) : Unsafe.Add(ref b, i * rows.Step3);
            }
        }
    }
}
