using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

/// <summary>Values of operations. The expected ones come from PyTorch 1.13: x and y as below in float32, the operation of the same name, rounded to seven digits.</summary>
public class ValueTests
{
    public static TheoryData<string> Names => [.. s_cases.Keys];

    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Function, float[] Expected)> s_cases = new()
    {
        ["exp"] = ((x, y) => x.exp(), [1.6487212f, 0.2865048f, 7.3890562f, 33.1154518f, 1.2840254f, 0.4723665f]),
        ["exp2"] = ((x, y) => x.exp2(), [1.4142135f, 0.4204482f, 4, 11.3137083f, 1.1892071f, 0.5946035f]),
        ["expm1"] = ((x, y) => x.expm1(), [0.6487213f, -0.7134952f, 6.3890562f, 32.1154518f, 0.2840254f, -0.5276334f]),
        ["log10"] = ((x, y) => x.abs().log10(), [-0.30103f, 0.09691f, 0.30103f, 0.544068f, -0.60206f, -0.1249387f]),
        ["log1p"] = ((x, y) => x.abs().log1p(), [0.4054651f, 0.8109302f, 1.0986123f, 1.5040774f, 0.2231435f, 0.5596158f]),
        ["sigmoid"] = ((x, y) => x.sigmoid(), [0.6224594f, 0.2227001f, 0.880797f, 0.9706877f, 0.5621765f, 0.3208213f]),
        ["tanh"] = ((x, y) => x.tanh(), [0.4621172f, -0.8482836f, 0.9640276f, 0.9981779f, 0.2449187f, -0.6351489f]),
        ["sin"] = ((x, y) => x.sin(), [0.4794255f, -0.9489846f, 0.9092974f, -0.3507832f, 0.247404f, -0.6816388f]),
        ["atan"] = ((x, y) => x.atan(), [0.4636476f, -0.8960554f, 1.1071488f, 1.2924967f, 0.2449787f, -0.6435011f]),
        ["softplus"] = ((x, y) => x.softplus(), [0.974077f, 0.2519291f, 2.1269281f, 3.5297503f, 0.8259394f, 0.386871f]),
        ["log_sigmoid"] = ((x, y) => x.log_sigmoid(), [-0.474077f, -1.501929f, -0.126928f, -0.0297504f, -0.5759394f, -1.136871f]),
        ["silu"] = ((x, y) => x.silu(), [0.3112297f, -0.2783752f, 1.7615941f, 3.3974073f, 0.1405441f, -0.240616f]),
        ["rsqrt"] = ((x, y) => x.abs().rsqrt(), [1.4142135f, 0.8944272f, 0.7071068f, 0.5345225f, 2, 1.1547005f]),
        ["pow 1.5"] = ((x, y) => x.abs().pow(1.5), [0.3535534f, 1.3975425f, 2.8284271f, 6.5479002f, 0.125f, 0.649519f]),
        ["remainder"] = ((x, y) => x.remainder(y), [0.5f, 0.75f, 0, 0.5f, -0.75f, 3.25f]),
        ["fmod"] = ((x, y) => x.fmod(y), [0.5f, -1.25f, 0, 0.5f, 0.25f, -0.75f]),
        ["div, floor"] = ((x, y) => x.div(y, RoundingMode.floor), [0, -1, -4, 4, -1, -1]),
        ["round half to even"] = ((x, y) => (x * 2).round(), [1, -2, 4, 7, 0, -2]),
        ["sign"] = ((x, y) => x.sign(), [1, -1, 1, 1, 1, -1]),
        ["maximum"] = ((x, y) => x.maximum(y), [1.5f, 2, 2, 3.5f, 0.25f, 4]),
        ["clamp"] = ((x, y) => x.clamp(-1, 2.5), [0.5f, -1, 2, 2.5f, 0.25f, -0.75f]),
        ["var"] = ((x, y) => x.var(), [3.1354167f]),
        ["var, biased"] = ((x, y) => x.var(0, unbiased: false), [2.25f, 0.5625f, 1.890625f]),
        ["std"] = ((x, y) => x.std(1), [1.6266018f, 2.2220485f]),
        ["norm"] = ((x, y) => x.norm(), [4.3229041f]),
        ["norm of a dimension"] = ((x, y) => x.norm(0), [3.5355339f, 1.2747549f, 2.1360009f]),
        ["norm, p = 3"] = ((x, y) => x.norm(3f), [3.7654917f]),
        ["mean"] = ((x, y) => x.mean([0]), [2, -0.5f, 0.625f]),
        ["prod"] = ((x, y) => x.prod(1), [-1.25f, -0.65625f]),
        ["cumsum"] = ((x, y) => x.cumsum(1), [0.5f, -0.75f, 1.25f, 3.5f, 3.75f, 3]),
        ["logsumexp"] = ((x, y) => x.logsumexp(1), [2.2326219f, 3.5516798f]),
        ["mm"] = ((x, y) => x.mm(y.t()), [-2.75f, 9.625f, 6.125f, -0.625f]),
        ["sort"] = ((x, y) => x.sort(1, descending: true).Item1, [2, 0.5f, -1.25f, 3.5f, 0.25f, -0.75f]),
        ["argsort"] = ((x, y) => x.argsort(1, descending: true).to_type(ScalarType.Float32), [2, 0, 1, 0, 1, 2]),
        ["topk"] = ((x, y) => x.topk(2).Item1, [2, 0.5f, 3.5f, 0.25f]),
        ["argmax"] = ((x, y) => x.argmax(1).to_type(ScalarType.Float32), [2, 0]),
        ["triu"] = ((x, y) => x.triu(1), [0, -1.25f, 2, 0, 0, -0.75f]),
        ["diag"] = ((x, y) => x.diag(1), [-1.25f, -0.75f]),
        ["flip"] = ((x, y) => x.flip(1), [2, -1.25f, 0.5f, -0.75f, 0.25f, 3.5f]),
        ["roll"] = ((x, y) => x.roll(1, 1), [2, 0.5f, -1.25f, -0.75f, 3.5f, 0.25f]),
        ["repeat_interleave"] = ((x, y) => x.select(0, 0).repeat_interleave(2), [0.5f, 0.5f, -1.25f, -1.25f, 2, 2]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OfFloats_HasTheValuesOfPyTorch(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[,] { { 0.5f, -1.25f, 2 }, { 3.5f, 0.25f, -0.75f } }), y = tensor(new[,] { { 1.5f, 2, -0.5f }, { 0.75f, -1, 4 } });
        (Func<Tensor, Tensor, Tensor> function, float[] expected) = s_cases[name];
        float[] values = function(x, y).data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values[i], tolerance: 2e-6 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    [Theory] // lengths around the widths of SIMD vectors, and over the size from which threads share the work
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(40001)]
    public void Arithmetic_OfAnyLength_AgreesWithALoop(int length)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] a = [.. Enumerable.Range(0, length).Select(i => (i % 17) - 8f)], b = [.. Enumerable.Range(0, length).Select(i => (i % 5) + 1f)];
        float[] values = (((tensor(a) * tensor(b)) - tensor(a)) / tensor(b)).relu().data<float>().ToArray();
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(MathF.Max(((a[i] * b[i]) - a[i]) / b[i], 0), values[i], tolerance: 1e-6);
        }
    }

    [Fact]
    public void NotANumber_PassesThroughReluMaximumAndClamp()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { float.NaN, -1f });
        Assert.True(float.IsNaN(x.relu().data<float>()[0]));
        Assert.True(float.IsNaN(x.maximum(zeros(2)).data<float>()[0]));
        Assert.True(float.IsNaN(x.clamp(0, 1).data<float>()[0]));
        Assert.Equal([true, false], x.isnan().data<bool>().ToArray());
    }

    [Fact]
    public void LogSumExp_OfLargeAndInfiniteValues_DoesNotOverflow()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[,] { { 1000f, 1000f }, { float.NegativeInfinity, float.NegativeInfinity } });
        float[] values = x.logsumexp(1).data<float>().ToArray();
        Assert.Equal(1000 + MathF.Log(2), values[0], tolerance: 1e-3);
        Assert.Equal(float.NegativeInfinity, values[1]);
    }
}
