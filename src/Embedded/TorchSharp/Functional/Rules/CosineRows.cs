using System.Numerics;
using System.Runtime.InteropServices;
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
        TensorData a = _a.Value, b = _b.Value, da = a.EmptyLike(), db = a.EmptyLike();
        if (a.Type == ScalarType.Float64) { Rows.For(a, new BackwardJob<double>(g, a, b, da, db, _epsilon)); }
        else { Rows.For(a, new BackwardJob<float>(g, a, b, da, db, _epsilon)); }
        Accumulate(Input0, da);
        Accumulate(Input1, db);
    }

    protected override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }

    private static void Accumulate(Node? input, TensorData gradient)
    {
        if (input is null) { gradient.Dispose(); }
        else { input.Accumulate(gradient); }
    }

    /// <summary>x·x, y·y and x·y in one pass.</summary>
    private static (T OfX, T OfY, T OfBoth) Products<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> xs = MemoryMarshal.Cast<T, Vector<T>>(x), ys = MemoryMarshal.Cast<T, Vector<T>>(y[..x.Length]);
        Vector<T> ofX = Vector<T>.Zero, ofY = Vector<T>.Zero, ofBoth = Vector<T>.Zero;
        for (int i = 0; i < xs.Length; i++)
        {
            ofX += xs[i] * xs[i];
            ofY += ys[i] * ys[i];
            ofBoth += xs[i] * ys[i];
        }
        (T sumX, T sumY, T sum) = (Vector.Sum(ofX), Vector.Sum(ofY), Vector.Sum(ofBoth));
        for (int i = xs.Length * Vector<T>.Count; i < x.Length; i++)
        {
            sumX += x[i] * x[i];
            sumY += y[i] * y[i];
            sum += x[i] * y[i];
        }
        return (sumX, sumY, sum);
    }

    /// <summary>result = p x + q y.</summary>
    private static void Combine<T>(ReadOnlySpan<T> x, T p, ReadOnlySpan<T> y, T q, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> xs = MemoryMarshal.Cast<T, Vector<T>>(x), ys = MemoryMarshal.Cast<T, Vector<T>>(y[..x.Length]);
        Span<Vector<T>> results = MemoryMarshal.Cast<T, Vector<T>>(result[..x.Length]);
        for (int i = 0; i < xs.Length; i++)
        {
            results[i] = (xs[i] * p) + (ys[i] * q);
        }
        for (int i = xs.Length * Vector<T>.Count; i < x.Length; i++)
        {
            result[i] = (x[i] * p) + (y[i] * q);
        }
    }

    private readonly struct ForwardJob<T>(TensorData a, TensorData b, TensorData result, double epsilon) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            int length = Rows.Length(a);
            var least = T.CreateTruncating(epsilon);
            ReadOnlySpan<T> xs = a.Span<T>(), ys = b.Span<T>();
            Span<T> cosines = result.Span<T>();
            for (int i = from; i < to; i++)
            {
                (T ofX, T ofY, T ofBoth) = Products(xs.Slice(i * length, length), ys.Slice(i * length, length));
                cosines[i] = ofBoth / T.Max(T.Sqrt(ofX), least) / T.Max(T.Sqrt(ofY), least);
            }
        }
    }

    // d cos / dx = (y/|y| − cos x/|x|) / |x|, and the same for y
    private readonly struct BackwardJob<T>(TensorData gradient, TensorData a, TensorData b, TensorData da, TensorData db, double epsilon) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            int length = Rows.Length(a);
            var least = T.CreateTruncating(epsilon);
            ReadOnlySpan<T> gradients = gradient.Span<T>(), xs = a.Span<T>(), ys = b.Span<T>();
            Span<T> dx = da.Span<T>(), dy = db.Span<T>();
            for (int i = from; i < to; i++)
            {
                ReadOnlySpan<T> x = xs.Slice(i * length, length), y = ys.Slice(i * length, length);
                (T ofX, T ofY, T ofBoth) = Products(x, y);
                (T normX, T normY) = (T.Sqrt(ofX), T.Sqrt(ofY));
                (T lengthX, T lengthY) = (T.Max(normX, least), T.Max(normY, least));
                T ofOther = gradients[i] / (lengthX * lengthY), cosine = ofBoth / lengthX / lengthY;
                Combine(x, OfSelf(gradients[i] * cosine, normX, lengthX), y, ofOther, dx.Slice(i * length, length));
                Combine(y, OfSelf(gradients[i] * cosine, normY, lengthY), x, ofOther, dy.Slice(i * length, length));
            }
        }

        private static T OfSelf(T cosine, T norm, T length) => norm == T.Zero ? T.Zero : -cosine / (norm * length);
    }
}
