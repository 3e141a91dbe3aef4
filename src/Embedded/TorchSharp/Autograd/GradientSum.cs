namespace TorchSharp;

/// <summary>Adds up gradients that reach one tensor along several ways.</summary>
internal static class GradientSum
{
    /// <summary>a + b in a's memory where nobody else sees it. Takes over both references.</summary>
    public static TensorData Add(TensorData a, TensorData b)
    {
        if (!(a.IsExclusive && a.IsContiguous))
        {
            (a, b) = (b, a);
        }
        if (a.IsExclusive && a.IsContiguous)
        {
            Elementwise.AddInto(a, b);
            b.Dispose();
            return a;
        }
        TensorData sum = Elementwise.Binary<AddOperation>(a, b);
        a.Dispose();
        b.Dispose();
        return sum;
    }
}
