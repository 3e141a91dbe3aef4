using System.Numerics;
using System.Numerics.Tensors;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Cosines of the rows of two tensors of one shape: [*, D] and [*, D] to [*].</summary>
internal sealed class CosineRows : Node<CosineRows>
{
    private SavedTensor _a, _b;
    private double _epsilon;

    public static TensorData Apply(TensorData first, TensorData second, double epsilon)
    {
        using TensorData a = Copy.Contiguous(first);
        using TensorData b = Copy.Contiguous(second);
        TensorData result = TensorData.Empty(a.Shape[..^1], a.Type);
        if (a.Type == ScalarType.Float64) { Rows.For(a, new ForwardJob<double>(a, b, result, epsilon)); }
        else { Rows.For(a, new ForwardJob<float>(a, b, result, epsilon)); }
        if (Graph.Records(first, second))
        {
            CosineRows node = Rent();
            node.SetInputs(first, second);
            node._a.Save(a);
            node._b.Save(b);
            node._epsilon = epsilon;
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData g = Copy.Contiguous(gradient);
        Input0?.Accumulate(GradientOf(g, _a.Value, _b.Value));
        Input1?.Accumulate(GradientOf(g, _b.Value, _a.Value));
    }

    protected override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }

    private TensorData GradientOf(TensorData gradient, TensorData x, TensorData other)
    {
        TensorData dx = x.EmptyLike();
        if (x.Type == ScalarType.Float64) { Rows.For(x, new BackwardJob<double>(gradient, x, other, dx, _epsilon)); }
        else { Rows.For(x, new BackwardJob<float>(gradient, x, other, dx, _epsilon)); }
        return dx;
    }

    private readonly struct ForwardJob<T>(TensorData a, TensorData b, TensorData result, double epsilon) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            int length = Rows.Length(a);
            var least = T.CreateTruncating(epsilon);
            ReadOnlySpan<T> xs = a.Span<T>();
            ReadOnlySpan<T> ys = b.Span<T>();
            Span<T> cosines = result.Span<T>();
            for (int i = from; i < to; i++)
            {
                ReadOnlySpan<T> x = xs.Slice(i * length, length);
                ReadOnlySpan<T> y = ys.Slice(i * length, length);
                cosines[i] = TensorPrimitives.Dot(x, y) / T.Max(TensorPrimitives.Norm(x), least) / T.Max(TensorPrimitives.Norm(y), least);
            }
        }
    }

    // d cos / dx = (y/|y| − cos x/|x|) / |x|
    private readonly struct BackwardJob<T>(TensorData gradient, TensorData a, TensorData b, TensorData da, double epsilon) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            int length = Rows.Length(a);
            var least = T.CreateTruncating(epsilon);
            ReadOnlySpan<T> gradients = gradient.Span<T>();
            for (int i = from; i < to; i++)
            {
                ReadOnlySpan<T> x = a.Span<T>().Slice(i * length, length);
                ReadOnlySpan<T> y = b.Span<T>().Slice(i * length, length);
                Span<T> dx = da.Span<T>().Slice(i * length, length);
                (T normX, T normY) = (TensorPrimitives.Norm(x), T.Max(TensorPrimitives.Norm(y), least));
                T lengthX = T.Max(normX, least);
                T cosine = TensorPrimitives.Dot(x, y) / lengthX / normY;
                T ofY = gradients[i] / (lengthX * normY);
                T ofX = normX == T.Zero ? T.Zero : -gradients[i] * cosine / (normX * lengthX);
                TensorPrimitives.Multiply(x, ofX, dx);
                TensorPrimitives.MultiplyAdd(y, ofY, dx, dx);
            }
        }
    }
}
