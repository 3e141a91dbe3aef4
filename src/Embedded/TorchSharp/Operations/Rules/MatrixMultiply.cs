using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A B of two matrices. Transposed views are multiplied as they lie, without a copy.</summary>
internal sealed class MatrixMultiply : Node<MatrixMultiply>
{
    private SavedTensor _a, _b;
    private bool _aIsTransposed, _bIsTransposed;

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
            (node._aIsTransposed, node._bIsTransposed) = (!Matrices.HasDenseRows(a), !Matrices.HasDenseRows(b));
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        if (Input0 is not null) // dA = dC Bᵀ
        {
            Input0.Accumulate(Product(gradient, false, _b.Value, true, _aIsTransposed));
        }
        if (Input1 is not null) // dB = Aᵀ dC
        {
            Input1.Accumulate(Product(_a.Value, true, gradient, false, _bIsTransposed));
        }
    }

    /// <summary>op(x) op(y), in memory as (op(x) op(y))ᵀ where the gradient is of a transposed view: behind it, it has no gaps.</summary>
    private static TensorData Product(TensorData x, bool transposeX, TensorData y, bool transposeY, bool isTransposed)
    {
        (long rows, long columns) = (x.Size(transposeX ? 1 : 0), y.Size(transposeY ? 0 : 1));
        if (!isTransposed)
        {
            TensorData product = TensorData.Empty([rows, columns], x.Type);
            Matrices.Multiply(x, transposeX, y, transposeY, product);
            return product;
        }
        using TensorData transposed = TensorData.Empty([columns, rows], x.Type);
        Matrices.Multiply(y, !transposeY, x, !transposeX, transposed);
        return transposed.View([rows, columns], [1, rows], 0);
    }

    protected override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }
}
