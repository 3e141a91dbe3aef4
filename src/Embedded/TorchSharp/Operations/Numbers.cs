using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Numbers as operands: a single value in the type it has beside the tensor.</summary>
internal static class Numbers
{
    /// <summary>The tensor's type, unless the number is of a higher category: then the default real type, or Int64.</summary>
    public static ScalarType TypeBeside(TensorData tensor, ScalarType number)
    {
        int category = number.Category();
        if (category <= tensor.Type.Category())
        {
            return tensor.Type;
        }
        return category == 2 ? get_default_dtype() : ScalarType.Int64;
    }

    public static TensorData For(TensorData tensor, Scalar number) => Fill.Full([], TypeBeside(tensor, number.Type), number);

    public static TensorData For(TensorData tensor, double number) => Fill.Full([], TypeBeside(tensor, ScalarType.Float64), number);

    public static TensorData For(TensorData tensor, long number)
    {
        TensorData data = TensorData.Empty([], TypeBeside(tensor, ScalarType.Int64));
        Fill.Set(data, number, number);
        return data;
    }
}
