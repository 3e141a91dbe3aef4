using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.RandomNumbers;

// Values: PyTorch 1.13.0 on the CPU, torch.manual_seed(seed) before each line.
public class RandomTests
{
    [Theory]
    [InlineData(0, new[] { 0.4962566, 0.7682218, 0.08847743, 0.13203049, 0.30742282 })]
    [InlineData(1, new[] { 0.7576316, 0.27931088, 0.40306926, 0.73468447, 0.02928156 })]
    [InlineData(42, new[] { 0.88226926, 0.91500396, 0.38286376, 0.95930564, 0.39044821 })]
    public void Rand_Seeded_IsPyTorchs(long seed, double[] expected)
    {
        manual_seed(seed);
        Near.Equal(expected, rand(5), 1e-7);
    }

    [Theory]
    [InlineData(0, new[] { 1.54099607, -0.2934289, -2.17878938, 0.56843126, -1.08452237 })]
    [InlineData(42, new[] { 0.33669037, 0.12880941, 0.23446237, 0.23033303, -1.12285638 })]
    public void Randn_FewValues_IsPyTorchs(long seed, double[] expected)
    {
        manual_seed(seed);
        Near.Equal(expected, randn(5), 1e-6);
    }

    [Fact]
    public void Randn_SixteenAndMore_IsPyTorchs() // another algorithm there: eight pairs at a time, the last sixteen drawn again
    {
        manual_seed(0);
        Near.Equal(
            [
                -1.12583983, -1.1523602, -0.25057858, -0.43387881, 0.59883946, -1.55509508, -0.34136039, 1.85300612, 0.46809641, -0.15771244,
                1.44366014, 0.26604941, 1.38936615, 1.58633423, 0.94629836, -0.84367675, 0.93182659, 1.25900924, 2.00498056, 0.0537369,
            ],
            randn(20), 1e-6);
    }

    [Fact]
    public void PermutationIntegersUniform_OneAfterTheOther_ArePyTorchs()
    {
        manual_seed(0);
        Assert.Equal([4, 1, 7, 5, 3, 9, 0, 8, 6, 2], randperm(10).data<long>().ToArray());
        Assert.Equal([83, 1, 66, 56, 99, 78, 76, 56], randint(0, 100, new long[] { 8 }).data<long>().ToArray());
        Near.Equal([0.8000114, 0.16102946], rand(2), 1e-7);
    }

    [Fact]
    public void UniformAndNormalInPlace_ArePyTorchs()
    {
        manual_seed(0);
        Near.Equal([0.48128295, 1.84110904, -1.5576129, -1.33984756, -0.46288592], zeros(5).uniform_(-2, 3), 1e-6);
        Near.Equal([2.1014905, 1.54072833, 2.29449606, 1.49800444, 0.32920977], zeros(5).normal_(1, 2), 1e-6);
    }

    [Fact]
    public void Bernoulli_OfProbabilities_IsPyTorchs()
    {
        manual_seed(0);
        Near.Equal([0, 0, 1, 1, 0, 0, 0, 0], bernoulli(full(8, 0.3f)));
    }

    [Fact]
    public void Bernoulli_InPlace_HasTheShareOfOnes() // which ones depends on how libtorch was built
    {
        manual_seed(3);
        Assert.Equal(0.3, zeros(20000).bernoulli_(0.3).mean().item<float>(), tolerance: 0.02);
    }

    [Fact]
    public void Generator_SameSeed_SameValues()
    {
        using var first = new Generator(5);
        using var second = new Generator(5);
        Assert.Equal(rand(7, generator: first).data<float>().ToArray(), rand(7, generator: second).data<float>().ToArray());
        Assert.Equal(5, first.initial_seed());
    }

    [Fact]
    public void SetRngState_AfterDraws_RepeatsThem()
    {
        manual_seed(9);
        randn(3);
        using Tensor state = get_rng_state();
        float[] drawn = randn(40).data<float>().ToArray();
        set_rng_state(state);
        Assert.Equal(drawn, randn(40).data<float>().ToArray());
    }

    [Fact]
    public void Multinomial_WithoutReplacement_DrawsEachPlaceOnce()
    {
        manual_seed(1);
        long[] places = tensor(new float[] { 1, 2, 3, 4 }).multinomial(4).data<long>().ToArray();
        Assert.Equal([0, 1, 2, 3], places.Order());
    }

    [Fact]
    public void Multinomial_WithReplacement_FollowsTheWeights()
    {
        manual_seed(1);
        long[] places = tensor(new float[] { 0, 1, 3 }).multinomial(20000, replacement: true).data<long>().ToArray();
        Assert.DoesNotContain(0L, places);
        Assert.Equal(0.75, places.Count(p => p == 2) / 20000.0, tolerance: 0.02);
    }
}
