using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Conformance.TorchSharp.Functional;

// Values: torch.nn.functional of PyTorch 1.13.0 on x below.
public class BatchNormTests
{
    private static Tensor X => tensor(new float[] { -1.5f, 0.5f, 2, 0.25f, -0.75f, 1 }, 2, 3);

    private static Tensor Weight => tensor(new float[] { 1.5f, 0.5f, 2 });

    private static Tensor Bias => tensor(new float[] { 0.1f, -0.2f, 0.3f });

    [Fact]
    public void BatchNorm_TrainingThenEvaluation_IsPyTorchs()
    {
        using Tensor mean = zeros(3), variance = ones(3);
        Near.Equal([-1.39999, 0.2999936, 2.29996, 1.59999, -0.6999936, -1.69996], F.batch_norm(X, mean, variance, Weight, Bias, training: true), 1e-4);
        Near.Equal([-0.0625, -0.0125, 0.15], mean);
        Near.Equal([1.053125, 0.978125, 0.95], variance);
        Near.Equal([-2.00115, 0.05909823, 4.0961, 0.5567718, -0.5728487, 2.044154], F.batch_norm(X, mean, variance, Weight, Bias));
    }

    [Fact]
    public void BatchNorm_Gradient_AgreesWithDifferences()
    {
        using Tensor mean = rand(3, dtype: ScalarType.Float64), variance = rand(3, dtype: ScalarType.Float64).add(0.5);
        GradientCheck.Run(x => F.batch_norm(x[0], mean, variance, x[1], x[2], training: true), rand(5, 3), Weight, Bias);
        GradientCheck.Run(x => F.batch_norm(x[0], mean, variance, x[1], x[2]), rand(5, 3), Weight, Bias);
        GradientCheck.Run(x => F.batch_norm(x[0], mean, variance, x[1], x[2], training: true), rand(2, 3, 4), Weight, Bias);
    }

    [Fact]
    public void BatchNorm_OneRowInTraining_GivesTheBiasAndSpoilsTheVariance() // no error as in Python: the library's lower layer does not check
    {
        using Tensor mean = zeros(3), variance = ones(3);
        Near.Equal([0.1, -0.2, 0.3], F.batch_norm(rand(1, 3), mean, variance, Weight, Bias, training: true), tolerance: 1e-3); // float32 beside a scale of 1 / sqrt(eps)
        Assert.All(Near.Values(variance), v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void BatchNorm1d_OfOneDimension_Throws()
    {
        using var module = nn.BatchNorm1d(3);
        Assert.Throws<ArgumentException>(() => module.call(rand(3)));
    }

    [Theory]
    [InlineData(7, 1, true, true)]
    [InlineData(5, 150, true, true)] // several blocks of columns
    [InlineData(600, 130, true, true)] // enough for several threads
    [InlineData(600, 130, false, true)]
    [InlineData(600, 130, true, false)]
    [InlineData(3, 20, false, false)]
    public void BatchNorm_OfTheBatch_AgreesWithNaive(int rows, int columns, bool scaled, bool shifted)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        Tensor x = randn(rows, columns).add(3).requires_grad_(), w = rand(columns).requires_grad_(), b = rand(columns).requires_grad_(), dy = randn(rows, columns);
        Tensor y = F.batch_norm(x, null!, null!, scaled ? w : null, shifted ? b : null, training: true);
        y.backward([dy]);

        Tensor wide = x.detach().@double(), g = dy.@double(), factor = scaled ? w.detach().@double() : ones(columns, ScalarType.Float64);
        Tensor mean = wide.mean([0]), inverse = wide.sub(mean).square().mean([0]).add(1e-5).rsqrt(), z = wide.sub(mean).mul(inverse);
        Tensor expected = z.mul(factor).add(shifted ? b.detach().@double() : zeros(columns, ScalarType.Float64));
        Tensor expectedGradient = inverse.mul(factor).mul(g.sub(g.mean([0])).sub(z.mul(g.mul(z).mean([0]))));
        Near.Equal(Near.Values(expected), y, 1e-4);
        Near.Equal(Near.Values(expectedGradient), x.grad!, 1e-4);
        if (scaled) { Near.Equal(Near.Values(g.mul(z).sum([0])), w.grad!, 1e-4); }
        if (shifted) { Near.Equal(Near.Values(g.sum([0])), b.grad!, 1e-4); }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BatchNorm_AnyNumberOfThreads_GivesTheSameBits(bool training)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(6);
        Tensor x = randn(500, 300), w = rand(300), b = rand(300), dy = randn(500, 300), mean = rand(300), variance = rand(300);
        int threads = get_num_threads();
        set_num_threads(1);
        byte[][] alone = Run();
        set_num_threads(threads);
        Assert.All(alone.Zip(Run()), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));

        byte[][] Run()
        {
            Tensor[] leaves = [.. new[] { x, w, b }.Select(t => t.clone().requires_grad_())];
            Tensor y = F.batch_norm(leaves[0], mean.clone(), variance.clone(), leaves[1], leaves[2], training);
            y.backward([dy]);
            return [y.bytes.ToArray(), .. leaves.Select(l => l.grad!.bytes.ToArray())];
        }
    }

    [Fact]
    public void BatchNorm_InputWrittenOverBeforeTheWayBack_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = X, w = Weight.requires_grad_();
        Tensor y = F.batch_norm(x, zeros(3), ones(3), w, Bias, training: true);
        x.add_(1);
        Assert.Throws<ExternalException>(y.sum().backward);
    }
}
