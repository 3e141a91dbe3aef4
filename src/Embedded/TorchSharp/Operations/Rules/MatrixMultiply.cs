using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A B of two matrices. Transposed views are multiplied as they lie, without a copy.</summary>
internal sealed class MatrixMultiply : Node<MatrixMultiply>
{
    private SavedTensor _a, _b;

    public static TensorData Apply(TensorData a, TensorData b)
    {
        if (a.Rank != 2 || b.Rank != 2)
        {
            throw TorchError.Of($"mm: expected two matrices, got shapes {Shapes.Describe(a.Shape)} and {Shapes.Describe(b.Shape)}");
        }
        if (a.Size(1) != b.Size(0))
        {
            throw TorchError.Of($"mat1 and mat2 shapes cannot be multiplied ({a.Size(0)}x{a.Size(1)} and {b.Size(0)}x{b.Size(1)})");
        }
        if (a.Type != b.Type)
        {
            throw TorchError.Of($"expected m1 and m2 to have the same dtype, but got: {a.Type} != {b.Type}");
        }
        TensorData result = TensorData.Empty([a.Size(0), b.Size(1)], a.Type);
        Matrices.Multiply(a, false, b, false, result);
        if (Graph.Records(a, b))
        {
            MatrixMultiply node = Rent();
            node.SetInputs(a, b);
            if (b.NeedsGrad)
            {
                node._a.Save(a);
            }
            if (a.NeedsGrad)
            {
                node._b.Save(b);
            }
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        if (Input0 is not null) // dA = dC Bᵀ
        {
            TensorData b = _b.Value;
            TensorData gradientA = TensorData.Empty([gradient.Size(0), b.Size(0)], b.Type);
            Matrices.Multiply(gradient, false, b, true, gradientA);
            Input0.Accumulate(gradientA);
        }
        if (Input1 is not null) // dB = Aᵀ dC
        {
            TensorData a = _a.Value;
            TensorData gradientB = TensorData.Empty([a.Size(1), gradient.Size(1)], a.Type);
            Matrices.Multiply(a, true, gradient, false, gradientB);
            Input1.Accumulate(gradientB);
        }
    }

    protected override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }
}
