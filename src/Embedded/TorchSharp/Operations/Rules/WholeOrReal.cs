namespace TorchSharp;

/// <summary>Functions that keep whole numbers whole.</summary>
internal static class WholeOrReal
{
    public static TensorData Negate(TensorData x) => torch.is_floating_point(x.Type) ? Function<NegateOperation>.Apply(x) : Elementwise.Binary<MultiplyOperation>(x, -1);

    public static TensorData Square(TensorData x) => torch.is_floating_point(x.Type) ? Function<SquareOperation>.Apply(x) : Elementwise.Binary<MultiplyOperation>(x, x);

    public static TensorData Abs(TensorData x)
    {
        if (torch.is_floating_point(x.Type))
        {
            return Function<AbsOperation>.Apply(x);
        }
        using TensorData negative = Negate(x);
        return Elementwise.Binary<MaximumOperation>(x, negative);
    }

    public static TensorData Relu(TensorData x) => torch.is_floating_point(x.Type) ? Function<ReluOperation>.Apply(x) : Elementwise.Binary<MaximumOperation>(x, 0);

    /// <summary>A rounding: whole numbers stay as they are.</summary>
    public static TensorData Round<TOperation>(TensorData x) where TOperation : struct, IUnaryOperation =>
        torch.is_floating_point(x.Type) ? Function<TOperation>.Apply(x) : Copy.Clone(x);
}
