using MultimodalML.Kernels.Interfaces;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <inheritdoc/>
/// <remarks>Stable sorts of all values, because topk leaves the order of equal ones open.</remarks>
internal sealed class TorchTopK(Device device) : ITopK
{
    public int Largest(ReadOnlySpan<float> values, Span<int> indices) => Select(values, indices, descending: true);

    public int Smallest(ReadOnlySpan<float> values, Span<int> indices) => Select(values, indices, descending: false);

    private int Select(ReadOnlySpan<float> values, Span<int> indices, bool descending)
    {
        int k = Math.Min(values.Length, indices.Length);
        if (k == 0)
        {
            return 0;
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor all = tensor(values.ToArray()).to(device);
        Tensor nan = all.isnan();
        Tensor byValue = all.masked_fill(nan, 0).sort(0, descending, stable: true).Indices;
        Tensor numbersFirst = nan.index_select(0, byValue).to(ScalarType.Int32).sort(0, descending: false, stable: true).Indices;
        byValue.index_select(0, numbersFirst).narrow(0, 0, k).to(ScalarType.Int32).CopyTo(indices);
        return k;
    }
}
