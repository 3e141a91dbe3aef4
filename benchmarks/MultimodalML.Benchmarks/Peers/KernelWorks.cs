using MultimodalML.Benchmarks.Kernels;
using MultimodalML.Kernels;

namespace MultimodalML.Benchmarks.Peers;

/// <summary>The kernels' work of benchmarks/peers/kernels.py.</summary>
internal static class KernelWorks
{
    public static IEnumerable<KeyValuePair<string, Func<PeerWork>>> All =>
    [
        new("matmul-1024", () => Product(1024, 1024, 1024)),
        new("matmul-2048", () => Product(2048, 2048, 2048)),
        new("matmul-4096x64x64", () => Product(4096, 64, 64)),
        new("matmul-256x32x32", () => Product(256, 32, 32)),
        new("matmul-1x512x512", () => Product(1, 512, 512)),
        new("wta-hash", HashCodes),
        new("code-agreement", AgreeCodes),
    ];

    private static PeerWork Product(int m, int k, int n)
    {
        (float[] a, float[] b, float[] c) = (Values.Draw(1, m * k), Values.Draw(2, k * n), new float[m * n]);
        return new PeerWork(() => MatrixProduct.Multiply(m, n, k, a, b, c)) { Repeats = (int)Math.Max(1, 20_000_000L / ((long)m * n * k)) };
    }

    private static PeerWork HashCodes()
    {
        const int rows = 100_000, length = 512, codeCount = 512, windowSize = 4;
        var random = new Random(1);
        int[] windows = [.. Enumerable.Range(0, codeCount * windowSize).Select(_ => random.Next(length))];
        (float[] values, byte[] codes) = (Values.Draw(2, rows * length), new byte[rows * codeCount]);
        return new PeerWork(() => WtaHash.Compute(rows, length, values, windows, windowSize, codes));
    }

    private static PeerWork AgreeCodes()
    {
        const int rows = 4096, length = 512;
        var random = new Random(1);
        byte[] codes = [.. Enumerable.Range(0, rows * length).Select(_ => (byte)random.Next(4))];
        int[] counts = new int[rows * rows];
        return new PeerWork(() => CodeAgreement.Count(rows, rows, length, codes, codes, counts));
    }
}
