namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Product of two matrices.</summary>
        public Tensor mm(Tensor target) => new(MatrixMultiply.Apply(Data, target.Data));
    }
}
