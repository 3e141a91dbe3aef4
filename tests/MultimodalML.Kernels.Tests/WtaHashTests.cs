namespace MultimodalML.Kernels.Tests;

public class WtaHashTests
{
    [Theory]
    [InlineData(1, 3, 5, 2)]
    [InlineData(1, 40, 30, 256)]
    [InlineData(3, 7, 4, 3)]
    [InlineData(4, 16, 9, 4)]
    [InlineData(8, 16, 9, 16)]
    [InlineData(9, 33, 64, 8)]
    [InlineData(16, 64, 17, 1)]
    [InlineData(37, 300, 12, 256)]
    [InlineData(0, 5, 3, 2)]
    [InlineData(5, 5, 0, 2)]
    public void Compute_AnyShape_AgreesWithNaive(int rows, int length, int codeCount, int windowSize)
    {
        var random = new Random(rows + length);
        float[] values = [.. Enumerable.Range(0, rows * length).Select(_ => random.Next(10) == 0 ? float.NaN : random.Next(10) == 0 ? -0f : random.Next(-3, 3))]; // many ties
        int[] windows = [.. Enumerable.Range(0, codeCount * windowSize).Select(_ => random.Next(length))];
        byte[] codes = new byte[rows * codeCount];
        WtaHash.Compute(rows, length, values, windows, windowSize, codes);
        for (int i = 0; i < rows; i++)
        {
            for (int code = 0; code < codeCount; code++)
            {
                double[] window = [.. windows.Skip(code * windowSize).Take(windowSize).Select(p => values[(i * length) + p]).Select(v => float.IsNaN(v) ? double.NegativeInfinity : v)];
                Assert.Equal(Array.IndexOf(window, window.Max()), codes[(i * codeCount) + code]);
            }
        }
    }

    [Fact]
    public void Compute_MonotoneTransform_KeepsCodes()
    {
        float[] values = TestValues.Draw(2, 20 * 32);
        int[] windows = [.. Enumerable.Range(0, 64 * 4).Select(i => i * 7 % 32)];
        byte[] codes = new byte[20 * 64], transformed = new byte[20 * 64];
        WtaHash.Compute(20, 32, values, windows, 4, codes);
        WtaHash.Compute(20, 32, [.. values.Select(v => MathF.Exp(3 * v))], windows, 4, transformed);
        Assert.Equal(codes, transformed);
    }

    [Fact]
    public void Compute_BadArguments_Throws()
    {
        byte[] codes = new byte[2];
        Assert.Throws<ArgumentOutOfRangeException>(() => WtaHash.Compute(1, 2, [1, 2], [0, 1], 0, codes));
        Assert.Throws<ArgumentOutOfRangeException>(() => WtaHash.Compute(1, 2, [1, 2], new int[257], 257, codes));
        Assert.Contains("3 entries", Assert.Throws<ArgumentException>(() => WtaHash.Compute(1, 2, [1, 2], [0, 1, 0], 2, codes)).Message, StringComparison.Ordinal);
        Assert.Contains("holds 2", Assert.Throws<ArgumentException>(() => WtaHash.Compute(1, 2, [1, 2], [0, 2], 2, codes)).Message, StringComparison.Ordinal);
        Assert.Contains("holds -1", Assert.Throws<ArgumentException>(() => WtaHash.Compute(1, 2, [1, 2], [0, -1], 2, codes)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WtaHash.Compute(2, 2, [1, 2, 3], [0, 1], 2, codes));
        Assert.Throws<ArgumentException>(() => WtaHash.Compute(3, 2, new float[6], [0, 1], 2, codes));
    }
}
