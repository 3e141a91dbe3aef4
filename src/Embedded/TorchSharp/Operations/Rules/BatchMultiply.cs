using MultimodalML.Kernels;

namespace TorchSharp;

/// <summary>Products of matrices in pairs: [batch, m, k] and [batch, k, n] to [batch, m, n].</summary>
internal sealed class BatchMultiply : Node<BatchMultiply>
{
    private SavedTensor _a, _b;

    public static TensorData Apply(TensorData a, TensorData b)
    {
        if (a.Rank != 3 || b.Rank != 3 || a.Size(0) != b.Size(0) || a.Size(2) != b.Size(1) || a.Type != b.Type)
        {
            throw TorchError.Of($"Expected batches of matrices that fit: got {a.Type} {Shapes.Describe(a.Shape)} and {b.Type} {Shapes.Describe(b.Shape)}");
        }
        TensorData result = Multiply(a, false, b, false);
        if (Graph.Records(a, b))
        {
            BatchMultiply node = Rent();
            node.SetInputs(a, b);
            node._a.Save(a);
            node._b.Save(b);
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        Input0?.Accumulate(Multiply(gradient, false, _b.Value, true));
        Input1?.Accumulate(Multiply(_a.Value, true, gradient, false));
    }

    protected override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }

    private static TensorData Multiply(TensorData a, bool transposeA, TensorData b, bool transposeB)
    {
        TensorData result = TensorData.Empty([a.Size(0), a.Size(transposeA ? 2 : 1), b.Size(transposeB ? 1 : 2)], a.Type);
        Parallelism.For((int)a.Size(0), 1, new Job(a, transposeA, b, transposeB, result));
        return result;
    }

    private readonly struct Job(TensorData a, bool transposeA, TensorData b, bool transposeB, TensorData result) : IRangeJob
    {
        public void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                using TensorData left = Matrix(a, i);
                using TensorData right = Matrix(b, i);
                using TensorData product = Matrix(result, i);
                Matrices.Multiply(left, transposeA, right, transposeB, product);
            }
        }

        private static TensorData Matrix(TensorData batch, int index) => batch.View(batch.Shape[1..], batch.Strides[1..], batch.Offset + (index * batch.Stride(0)));
    }
}
