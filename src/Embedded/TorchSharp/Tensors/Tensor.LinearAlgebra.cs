namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Product of two matrices.</summary>
        public Tensor mm(Tensor target) => new(MatrixMultiply.Apply(Data, target.Data));

        /// <summary>Product of vectors, matrices, or batches of matrices; batches broadcast.</summary>
        public Tensor matmul(Tensor target) => new(MatrixShapes.Multiply(Data, target.Data));

        public Tensor bmm(Tensor batch2) => new(BatchMultiply.Apply(Data, batch2.Data));

        public Tensor mv(Tensor target)
        {
            RequireRanks("mv", target, 2, 1);
            return matmul(target);
        }

        public Tensor dot(Tensor target)
        {
            RequireRanks("dot", target, 1, 1);
            return matmul(target);
        }

        public Tensor vdot(Tensor target) => dot(target);

        /// <summary>β this + α mat1 mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1)
        {
            using Tensor product = mat1.mm(mat2);
            if (beta == 1)
            {
                return add(product, alpha);
            }
            using Tensor scaled = mul(beta);
            return scaled.add(product, alpha);
        }

        /// <summary>β this + α batch1 batch2.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1)
        {
            using Tensor product = batch1.bmm(batch2);
            using Tensor scaled = mul(beta);
            return scaled.add(product, alpha);
        }

        public Tensor outer(Tensor vec2)
        {
            RequireRanks("outer", vec2, 1, 1);
            using Tensor column = unsqueeze(1);
            return column.mul(vec2);
        }

        public Tensor ger(Tensor vec2) => outer(vec2);

        /// <summary>Sum of products along the last dimensions.</summary>
        public Tensor inner(Tensor vec2)
        {
            if (ndim == 0 || vec2.ndim == 0)
            {
                return mul(vec2);
            }
            if (vec2.ndim == 1)
            {
                return matmul(vec2);
            }
            using Tensor rows = vec2.reshape(-1, vec2.shape[^1]);
            using Tensor columns = rows.t();
            using Tensor products = matmul(columns);
            return products.reshape([.. shape[..^1], .. vec2.shape[..^1]]);
        }

        public Tensor trace()
        {
            using Tensor main = diagonal();
            return main.sum();
        }

        private void RequireRanks(string operation, Tensor other, int rank, int otherRank)
        {
            if (ndim != rank || other.ndim != otherRank)
            {
                throw TorchError.Of($"{operation}: expected tensors of {rank} and {otherRank} dimensions, got shapes {Shapes.Describe(Data.Shape)} and {Shapes.Describe(other.Data.Shape)}");
            }
        }
    }
}
