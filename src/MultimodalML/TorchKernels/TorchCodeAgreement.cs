using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.TorchKernels;

/// <inheritdoc/>
/// <remarks>A matrix product of one-hot codes, one code value after the other, so that no one-hot matrix of all values is needed.</remarks>
internal sealed class TorchCodeAgreement(Device device) : ICodeAgreement
{
    private const int BlockRows = 4096;

    public void Count(int m, int n, int length, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<int> counts)
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Count(DeviceValues.Matrix(a, m, length, device), DeviceValues.Matrix(b, n, length, device)).to(ScalarType.Int32).CopyTo(counts);
    }

    public IReadOnlyList<CodeMatch> Pairs(int rows, int length, ReadOnlySpan<byte> codes, int minimum)
    {
        var matches = new List<CodeMatch>();
        using var noGradient = no_grad();
        using var outer = NewDisposeScope();
        Tensor all = DeviceValues.Matrix(codes, rows, length, device);
        for (int first = 0; first < rows; first += BlockRows)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(BlockRows, rows - first);
            Tensor agreement = Count(all.narrow(0, first, count), all.narrow(0, first, rows - first));
            Tensor places = agreement.ge(minimum).nonzero(); // in the order of rows
            int[] values = new int[places.shape[0]];
            agreement.index(places.select(1, 0), places.select(1, 1)).to(ScalarType.Int32).CopyTo<int>(values);
            long[] pairs = new long[2 * values.Length];
            places.CopyTo<long>(pairs);
            for (int i = 0; i < values.Length; i++)
            {
                if (pairs[2 * i] < pairs[(2 * i) + 1])
                {
                    matches.Add(new CodeMatch(first + (int)pairs[2 * i], first + (int)pairs[(2 * i) + 1], values[i]));
                }
            }
        }

        return matches;
    }

    private static Tensor Count(Tensor a, Tensor b)
    {
        Tensor counts = zeros([a.shape[0], b.shape[0]], ScalarType.Float32, a.device);
        int last = a.numel() == 0 ? -1 : a.max().to(ScalarType.Int32).item<int>();
        for (int code = 0; code <= last; code++)
        {
            using var scope = NewDisposeScope();
            counts.add_(a.eq(code).to(ScalarType.Float32).matmul(b.eq(code).to(ScalarType.Float32).t()));
        }

        return counts;
    }
}
