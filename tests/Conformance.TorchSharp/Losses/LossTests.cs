using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Conformance.TorchSharp.Losses;

// Values: torch.nn.functional of PyTorch 1.13.0 on x, y and the classes below.
public class LossTests
{
    private static Tensor X => tensor(new float[] { -1.5f, 0.5f, 2, 0.25f, -0.75f, 1 }, 2, 3);

    private static Tensor Y => tensor(new float[] { 1, -0.5f, 0.25f, 0.5f, 0.5f, -1 }, 2, 3);

    private static Tensor Binary => tensor(new float[] { 1, 0, 1, 1, 1, 0 }, 2, 3);

    private static Tensor Classes => tensor(new long[] { 2, 0 });

    private static Tensor ClassWeights => tensor(new float[] { 0.5f, 1, 2 });

    private static Tensor Probabilities => tensor(new float[] { 0.2f, 0.3f, 0.5f, 0.6f, 0.4f, 0 }, 2, 3);

    private static Tensor Ones(params float[] values) => tensor(values);

    public static TheoryData<string, double[]> Values => new()
    {
        { "mse", [2.65625] },
        { "l1", [1.458333] },
        { "smooth l1", [1.005208] },
        { "smooth l1, beta 0.5", [1.21875] },
        { "huber 0.5", [0.609375] },
        { "bce", [0.9714151] },
        { "bce with logits", [0.971415] },
        { "bce with logits, positive weights", [1.203203] },
        { "bce with logits, weights", [1.803303] },
        { "kl, logarithms", [0.3711123] },
        { "kl, probabilities", [0.3711123] },
        { "kl, some 0, sum", [3.281088] },
        { "cross entropy", [0.7371178] },
        { "cross entropy, sum", [1.474236] },
        { "cross entropy, none", [0.2258021, 1.248433] },
        { "cross entropy, weights", [0.4303284] },
        { "cross entropy, smoothing", [0.8246177] },
        { "cross entropy, weights and smoothing", [0.4927599] },
        { "cross entropy, one ignored", [0.2258021] },
        { "cross entropy, class 0 ignored", [0.2258021] },
        { "cross entropy of probabilities", [1.512118] },
        { "cross entropy of probabilities, weights and smoothing", [1.219671] },
        { "nll", [0.7371178] },
        { "nll, weights", [0.4303284] },
        { "cosine embedding", [0.7139803] },
        { "triplet", [1.4198] },
        { "triplet, swapped, none", [6.121583, 4] },
        { "margin ranking", [0.875] },
        { "hinge embedding", [0.1666667] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Loss_OfSixValues_IsPyTorchs(string name, double[] expected) => Near.Equal(expected, Apply(name, X, Y));

    [Theory]
    [MemberData(nameof(Values))]
    public void Gradient_AgreesWithDifferences(string name, double[] expected)
    {
        GradientCheck.Run(x => Apply(name, x[0], x[1].mul(1)), X.mul(1.01), Y.add(0.01)); // off the corners
        Assert.NotEmpty(expected);
    }

    [Fact]
    public void MeanSumNone_OfSquaredError_AgreeWithEachOther()
    {
        double[] each = Near.Values(F.mse_loss(X, Y, Reduction.None));
        Assert.Equal(6, each.Length);
        Assert.Equal(each.Sum(), F.mse_loss(X, Y, Reduction.Sum).item<float>(), 1e-4);
        Assert.Equal(each.Average(), F.mse_loss(X, Y).item<float>(), 1e-5);
    }

    [Fact]
    public void Modules_GiveWhatTheFunctionsGive()
    {
        Near.Equal([2.65625], MSELoss().call(X, Y));
        Near.Equal([1.458333], L1Loss().call(X, Y));
        Near.Equal([1.21875], SmoothL1Loss(beta: 0.5).call(X, Y));
        Near.Equal([0.609375], HuberLoss(0.5).call(X, Y));
        Near.Equal([0.9714151], BCELoss().call(X.sigmoid(), Binary));
        Near.Equal([0.971415], BCEWithLogitsLoss().call(X, Binary));
        Near.Equal([0.3711123], KLDivLoss().call(X.log_softmax(1), Y.log_softmax(1)));
        Near.Equal([0.4303284], CrossEntropyLoss(ClassWeights).call(X, Classes));
        Near.Equal([0.7371178], NLLLoss().call(X.log_softmax(1), Classes));
        Near.Equal([0.7139803], CosineEmbeddingLoss(-0.5).call(X, Y, Ones(1, -1)));
        Near.Equal([0.1666667], HingeEmbeddingLoss().call(X, tensor(new float[] { 1, -1, 1, -1, 1, -1 }, 2, 3)));
        Near.Equal([6.121583, 4], TripletMarginLoss(4, swap: true, reduction: Reduction.None).call(X, Y, X.flip(0)));
        Assert.True(KLDivLoss().log_target);
    }

    [Fact]
    public void CrossEntropy_ScoresOfMorePlaces_IsTheMeanOverAll()
    {
        using Tensor scores = rand(2, 3, 4);
        using Tensor target = tensor(new long[] { 0, 1, 2, 0, 2, 1, 0, 1 }, 2, 4);
        using Tensor rows = scores.transpose(1, 2).reshape(8, 3);
        Near.Equal(Near.Values(F.cross_entropy(rows, target.reshape(8))), F.cross_entropy(scores, target));
        Assert.Equal([2, 4], F.cross_entropy(scores, target, reduction: Reduction.None).shape);
    }

    [Fact]
    public void CrossEntropy_LargeScores_StaysFinite() =>
        Near.Equal([2000], F.cross_entropy(tensor(new float[] { 1000, -1000 }, 1, 2), tensor(new long[] { 1 })));

    [Fact]
    public void BinaryCrossEntropyWithLogits_LargeScores_StaysFinite() =>
        Near.Equal([0, 1000], F.binary_cross_entropy_with_logits(Ones(1000, 1000), Ones(1, 0), reduction: Reduction.None));

    [Fact]
    public void CrossEntropy_TargetsOfOtherType_Throws() => Assert.Throws<ExternalException>(() => F.cross_entropy(X, tensor(new int[] { 2, 0 })));

    [Fact]
    public void BinaryCrossEntropy_NoProbabilities_Throws() => Assert.Throws<ExternalException>(() => F.binary_cross_entropy(X, Binary));

    [Fact]
    public void BinaryCrossEntropyWithLogits_ShapesDiffer_Throws() => Assert.Throws<ExternalException>(() => F.binary_cross_entropy_with_logits(X, Ones(1, 0)));

    private static Tensor Apply(string name, Tensor x, Tensor y)
    {
        Tensor Typed(Tensor values) => values.to_type(x.dtype);
        return name switch
        {
            "mse" => F.mse_loss(x, y),
            "l1" => F.l1_loss(x, y),
            "smooth l1" => F.smooth_l1_loss(x, y),
            "smooth l1, beta 0.5" => F.smooth_l1_loss(x, y, beta: 0.5),
            "huber 0.5" => F.huber_loss(x, y, 0.5),
            "bce" => F.binary_cross_entropy(x.sigmoid(), Typed(Binary)),
            "bce with logits" => F.binary_cross_entropy_with_logits(x, Typed(Binary)),
            "bce with logits, positive weights" => F.binary_cross_entropy_with_logits(x, Typed(Binary), pos_weights: Typed(Ones(1, 2, 3))),
            "bce with logits, weights" => F.binary_cross_entropy_with_logits(x, Typed(Binary), Typed(Ones(1, 2, 3))),
            "kl, logarithms" => F.kl_div(x.log_softmax(1), y.log_softmax(1)),
            "kl, probabilities" => F.kl_div(x.log_softmax(1), y.softmax(1), log_target: false),
            "kl, some 0, sum" => F.kl_div(x.log_softmax(1), Typed(tensor(new float[] { 0.5f, 0.5f, 0, 1, 0, 0 }, 2, 3)), false, Reduction.Sum),
            "cross entropy" => F.cross_entropy(x, Classes),
            "cross entropy, sum" => F.cross_entropy(x, Classes, reduction: Reduction.Sum),
            "cross entropy, none" => F.cross_entropy(x, Classes, reduction: Reduction.None),
            "cross entropy, weights" => F.cross_entropy(x, Classes, Typed(ClassWeights)),
            "cross entropy, smoothing" => F.cross_entropy(x, Classes, label_smoothing: 0.1),
            "cross entropy, weights and smoothing" => F.cross_entropy(x, Classes, Typed(ClassWeights), label_smoothing: 0.1),
            "cross entropy, one ignored" => F.cross_entropy(x, tensor(new long[] { 2, -100 })),
            "cross entropy, class 0 ignored" => F.cross_entropy(x, Classes, ignore_index: 0),
            "cross entropy of probabilities" => F.cross_entropy(x, Typed(Probabilities)),
            "cross entropy of probabilities, weights and smoothing" => F.cross_entropy(x, Typed(Probabilities), Typed(ClassWeights), label_smoothing: 0.2),
            "nll" => F.nll_loss(x.log_softmax(1), Classes),
            "nll, weights" => F.nll_loss(x.log_softmax(1), Classes, Typed(ClassWeights)),
            "cosine embedding" => F.cosine_embedding_loss(x, y, Typed(Ones(1, -1)), -0.5),
            "triplet" => F.triplet_margin_loss(x, y, x.flip(0)),
            "triplet, swapped, none" => F.triplet_margin_loss(x, y, x.flip(0), 4, swap: true, reduction: Reduction.None),
            "margin ranking" => F.margin_ranking_loss(x.reshape(-1), y.reshape(-1), Typed(Ones(1, -1, 1, 1, -1, 1)), 0.5),
            _ => F.hinge_embedding_loss(x, Typed(tensor(new float[] { 1, -1, 1, -1, 1, -1 }, 2, 3)), 1),
        };
    }
}
