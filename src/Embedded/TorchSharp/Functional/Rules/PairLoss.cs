using System.Numerics;
using System.Numerics.Tensors;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss element by element of two tensors of one shape, weighted or not, and its sum or mean.</summary>
internal sealed class PairLoss<TFormula> : Node<PairLoss<TFormula>>
    where TFormula : struct, IPairFormula
{
    private const int Block = 1024; // of results on their way
    private const int BlocksOfSum = Elementwise.Grain / Block;

    private SavedTensor _input, _target, _weight;
    private bool _isWeighted;
    private double _alpha, _scale;

    /// <param name="input">The values.</param>
    /// <param name="target">What they should be; of the same shape and type.</param>
    /// <param name="weight">Factors of the losses, of the same shape and type, which get no gradient; or null.</param>
    /// <param name="reduction">What becomes of the losses; the mean is over their number, whatever the weights.</param>
    /// <param name="alpha">The formula's setting.</param>
    public static TensorData Apply(TensorData input, TensorData target, TensorData? weight, nn.Reduction reduction, double alpha)
    {
        using TensorData x = Copy.Contiguous(input);
        using TensorData t = Copy.Contiguous(target);
        using TensorData? w = weight is null ? null : Copy.Contiguous(weight);
        double scale = reduction == nn.Reduction.Mean ? 1.0 / x.Count : 1;
        TensorData result = x.Type == ScalarType.Float64 ? Forward<double>(x, t, w, reduction, alpha, scale) : Forward<float>(x, t, w, reduction, alpha, scale);
        if (Graph.Records(input, target))
        {
            PairLoss<TFormula> node = Rent();
            node.SetInputs(input, target);
            node._input.Save(x);
            node._target.Save(t);
            if (w is not null) { node._weight.Save(w); }
            (node._isWeighted, node._alpha, node._scale) = (w is not null, alpha, scale);
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
        _weight.Release();
    }

    private static TensorData Forward<T>(TensorData x, TensorData t, TensorData? w, nn.Reduction reduction, double alpha, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (reduction == nn.Reduction.None)
        {
            TensorData values = x.EmptyLike();
            Elementwise.Split((int)x.Count, new ValuesJob<PairFormula.Values<TFormula>, T>(x, t, w, alpha, null, 1, values));
            return values;
        }

        int blocks = (int)((x.Count + Block - 1) / Block);
        using TensorData sums = TensorData.Empty([blocks], ScalarType.Float64); // the bits do not depend on the number of threads
        Parallelism.For(blocks, BlocksOfSum, new SumJob<T>(x, t, w, alpha, sums));
        return Fill.Full([], x.Type, TensorPrimitives.Sum<double>(sums.Span<double>()) * scale);
    }

    private TensorData GradientOf<TPart>(TensorData gradient)
        where TPart : struct, PairFormula.IPart
    {
        (TensorData x, TensorData t, TensorData? w) = (_input.Value, _target.Value, _isWeighted ? _weight.Value : null);
        TensorData dx = x.EmptyLike();
        if (dx.Type == ScalarType.Float64) { Elementwise.Split((int)dx.Count, new ValuesJob<TPart, double>(x, t, w, _alpha, gradient, _scale, dx)); }
        else { Elementwise.Split((int)dx.Count, new ValuesJob<TPart, float>(x, t, w, _alpha, gradient, _scale, dx)); }
        return dx;
    }

    /// <summary>The formula, or its gradient times the one that came, times the weights.</summary>
    private readonly struct ValuesJob<TPart, T>(TensorData x, TensorData t, TensorData? w, double alpha, TensorData? gradient, double scale, TensorData result) : IRangeJob
        where TPart : struct, PairFormula.IPart
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            for (int i = from; i < to; i += Block)
            {
                int length = Math.Min(Block, to - i);
                Span<T> values = result.Span<T>().Slice(i, length);
                PairFormula.Apply<TPart, T>(x.Span<T>().Slice(i, length), t.Span<T>().Slice(i, length), T.CreateTruncating(alpha), values);
                if (w is not null) { TensorPrimitives.Multiply(values, w.Span<T>().Slice(i, length), values); }
                if (gradient is { Rank: 0 }) { TensorPrimitives.Multiply(values, gradient.First<T>() * T.CreateTruncating(scale), values); }
                else if (gradient is not null) { TensorPrimitives.Multiply(values, gradient.Span<T>().Slice(i, length), values); }
            }
        }
    }

    /// <summary>The sum of each block in T; they are added in double.</summary>
    private readonly struct SumJob<T>(TensorData x, TensorData t, TensorData? w, double alpha, TensorData sums) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            Span<T> block = stackalloc T[Block];
            for (int i = from; i < to; i++)
            {
                int start = i * Block, length = (int)Math.Min(Block, x.Count - start);
                Span<T> values = block[..length];
                PairFormula.Apply<PairFormula.Values<TFormula>, T>(x.Span<T>().Slice(start, length), t.Span<T>().Slice(start, length), T.CreateTruncating(alpha), values);
                sums.Span<double>()[i] = double.CreateTruncating(w is null ? TensorPrimitives.Sum<T>(values) : TensorPrimitives.Dot<T>(values, w.Span<T>().Slice(start, length)));
            }
        }
    }
}
