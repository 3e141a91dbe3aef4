using System.Numerics;
using System.Numerics.Tensors;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss element by element of two tensors of one shape, and its sum or mean.</summary>
internal sealed class PairLoss<TFormula> : Node<PairLoss<TFormula>>
    where TFormula : struct, IPairFormula
{
    private const int Chunk = 1024;

    private SavedTensor _input, _target;
    private double _alpha, _scale;

    public static TensorData Apply(TensorData input, TensorData target, nn.Reduction reduction, double alpha)
    {
        using TensorData x = Copy.Contiguous(input);
        using TensorData t = Copy.Contiguous(target);
        double scale = reduction == nn.Reduction.Mean ? 1.0 / x.Count : 1;
        TensorData result = x.Type == ScalarType.Float64 ? Forward<double>(x, t, reduction, alpha, scale) : Forward<float>(x, t, reduction, alpha, scale);
        if (Graph.Records(input, target))
        {
            PairLoss<TFormula> node = Rent();
            node.SetInputs(input, target);
            node._input.Save(x);
            node._target.Save(t);
            (node._alpha, node._scale) = (alpha, scale);
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData g = Copy.Contiguous(gradient);
        Input0?.Accumulate(GradientOf<PairFormula.Gradients<TFormula>>(g));
        Input1?.Accumulate(GradientOf<PairFormula.TargetGradients<TFormula>>(g));
    }

    protected override void ReleaseSaved()
    {
        _input.Release();
        _target.Release();
    }

    private static TensorData Forward<T>(TensorData x, TensorData t, nn.Reduction reduction, double alpha, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> xs = x.Span<T>();
        ReadOnlySpan<T> ts = t.Span<T>();
        var setting = T.CreateTruncating(alpha);
        if (reduction == nn.Reduction.None)
        {
            TensorData values = x.EmptyLike();
            PairFormula.Apply<PairFormula.Values<TFormula>, T>(xs, ts, setting, values.Span<T>());
            return values;
        }

        double sum = 0; // the sum of each chunk in T, of the chunks in double
        Span<T> chunk = stackalloc T[Chunk];
        for (int i = 0; i < xs.Length; i += Chunk)
        {
            int length = Math.Min(Chunk, xs.Length - i);
            PairFormula.Apply<PairFormula.Values<TFormula>, T>(xs.Slice(i, length), ts.Slice(i, length), setting, chunk);
            sum += double.CreateTruncating(TensorPrimitives.Sum<T>(chunk[..length]));
        }
        return Fill.Full([], x.Type, sum * scale);
    }

    private TensorData GradientOf<TPart>(TensorData gradient)
        where TPart : struct, PairFormula.IPart
    {
        TensorData dx = _input.Value.EmptyLike();
        if (dx.Type == ScalarType.Float64) { WriteGradient<TPart, double>(gradient, dx); }
        else { WriteGradient<TPart, float>(gradient, dx); }
        return dx;
    }

    private void WriteGradient<TPart, T>(TensorData gradient, TensorData dx)
        where TPart : struct, PairFormula.IPart
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> result = dx.Span<T>();
        PairFormula.Apply<TPart, T>(_input.Value.Span<T>(), _target.Value.Span<T>(), T.CreateTruncating(_alpha), result);
        if (gradient.Rank == 0) { TensorPrimitives.Multiply(result, gradient.First<T>() * T.CreateTruncating(_scale), result); }
        else { TensorPrimitives.Multiply(result, gradient.Span<T>(), result); }
    }
}
