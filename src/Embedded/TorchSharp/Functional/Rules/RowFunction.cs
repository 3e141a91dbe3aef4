using System.Numerics;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A function of the rows along the last dimension.</summary>
internal sealed class RowFunction<TOperation> : Node<RowFunction<TOperation>>
    where TOperation : struct, IRowOperation
{
    private TOperation _operation;
    private SavedTensor _saved;

    public static TensorData Apply(TensorData input, TOperation operation)
    {
        using TensorData real = Elementwise.ToReal(input);
        using TensorData x = Copy.Contiguous(real);
        TensorData result = x.EmptyLike();
        if (x.Type == ScalarType.Float64) { Rows.For(x, new ForwardJob<double>(operation, x, result)); }
        else { Rows.For(x, new ForwardJob<float>(operation, x, result)); }

        if (Graph.Records(input))
        {
            RowFunction<TOperation> node = Rent();
            node.SetInputs(input);
            node._operation = operation;
            if (TOperation.SavesResult) { node._saved.SaveResult(result); }
            else { node._saved.Save(x); }
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData dy = Copy.Contiguous(gradient);
        TensorData dx = dy.EmptyLike();
        if (dx.Type == ScalarType.Float64) { Rows.For(dx, new BackwardJob<double>(_operation, dy, _saved.Value, dx)); }
        else { Rows.For(dx, new BackwardJob<float>(_operation, dy, _saved.Value, dx)); }
        Input0!.Accumulate(dx);
    }

    protected override void ReleaseSaved() => _saved.Release();

    private readonly struct ForwardJob<T>(TOperation operation, TensorData x, TensorData y) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            int length = Rows.Length(x);
            ReadOnlySpan<T> source = x.Span<T>();
            Span<T> destination = y.Span<T>();
            for (int start = from * length; start < to * length; start += length) { operation.Invoke(source.Slice(start, length), destination.Slice(start, length)); }
        }
    }

    private readonly struct BackwardJob<T>(TOperation operation, TensorData dy, TensorData saved, TensorData dx) : IRangeJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            int length = Rows.Length(dy);
            ReadOnlySpan<T> gradient = dy.Span<T>();
            ReadOnlySpan<T> values = saved.Span<T>();
            Span<T> destination = dx.Span<T>();
            for (int start = from * length; start < to * length; start += length)
            {
                operation.Gradient(gradient.Slice(start, length), values.Slice(start, length), destination.Slice(start, length));
            }
        }
    }
}
