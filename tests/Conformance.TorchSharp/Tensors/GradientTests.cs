using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

/// <summary>Every differentiable operation against central differences.</summary>
public class GradientTests
{
    public static TheoryData<string> Names => [.. s_cases.Keys];

    private static readonly Dictionary<string, Case> s_cases = new()
    {
        ["add, broadcast"] = new([[3, 4], [4]], t => t[0] + t[1]),
        ["add with alpha"] = new([[3, 4], [3, 1]], t => t[0].add(t[1], 2.5)),
        ["sub, broadcast both"] = new([[3, 1], [1, 4]], t => t[0] - t[1]),
        ["mul, broadcast"] = new([[2, 3, 4], [3, 1]], t => t[0] * t[1]),
        ["mul by itself"] = new([[5]], t => t[0] * t[0]),
        ["div, broadcast"] = new([[3, 4], [4]], t => t[0] / t[1], 0.5, 2),
        ["number minus"] = new([[4]], t => 3.0 - t[0]),
        ["number over"] = new([[4]], t => 3.0 / t[0], 0.5, 2),
        ["neg"] = new([[4]], t => -t[0]),
        ["remainder"] = new([[4]], t => t[0].remainder(0.7), 0.1, 0.6),
        ["lerp"] = new([[4], [4], [4]], t => t[0].lerp(t[1], t[2])),
        ["addcmul"] = new([[4], [4], [4]], t => t[0].addcmul(t[1], t[2], 0.3)),
        ["addcdiv"] = new([[4], [4], [4]], t => t[0].addcdiv(t[1], t[2], 0.3), 0.5, 2),
        ["exp"] = new([[9]], t => t[0].exp()),
        ["exp2"] = new([[9]], t => t[0].exp2()),
        ["expm1"] = new([[9]], t => t[0].expm1()),
        ["log"] = new([[9]], t => t[0].log(), 0.3, 3),
        ["log2"] = new([[9]], t => t[0].log2(), 0.3, 3),
        ["log10"] = new([[9]], t => t[0].log10(), 0.3, 3),
        ["log1p"] = new([[9]], t => t[0].log1p(), -0.5, 3),
        ["sqrt"] = new([[9]], t => t[0].sqrt(), 0.3, 3),
        ["rsqrt"] = new([[9]], t => t[0].rsqrt(), 0.3, 3),
        ["reciprocal"] = new([[9]], t => t[0].reciprocal(), 0.3, 3),
        ["square"] = new([[9]], t => t[0].square()),
        ["abs"] = new([[9]], t => t[0].abs()),
        ["sin"] = new([[9]], t => t[0].sin(), -3, 3),
        ["cos"] = new([[9]], t => t[0].cos(), -3, 3),
        ["atan"] = new([[9]], t => t[0].atan(), -3, 3),
        ["tanh"] = new([[9]], t => t[0].tanh(), -2, 2),
        ["sigmoid"] = new([[9]], t => t[0].sigmoid(), -3, 3),
        ["relu"] = new([[17]], t => t[0].relu()),
        ["leaky_relu"] = new([[17]], t => t[0].leaky_relu(0.1)),
        ["silu"] = new([[9]], t => t[0].silu(), -3, 3),
        ["softplus"] = new([[9]], t => t[0].softplus(2, 20), -3, 3),
        ["log_sigmoid"] = new([[9]], t => t[0].log_sigmoid(), -3, 3),
        ["pow 3"] = new([[9]], t => t[0].pow(3)),
        ["pow -2"] = new([[9]], t => t[0].pow(-2), 0.5, 2),
        ["pow 0.7"] = new([[9]], t => t[0].pow(0.7), 0.3, 3),
        ["pow tensor"] = new([[3, 4], [4]], t => t[0].pow(t[1]), 0.3, 3),
        ["clamp"] = new([[17]], t => t[0].clamp(-0.4, 0.5)),
        ["clamp_min"] = new([[17]], t => t[0].clamp_min(0.1)),
        ["maximum"] = new([[3, 4], [4]], t => t[0].maximum(t[1])),
        ["minimum"] = new([[3, 4], [4]], t => t[0].minimum(t[1])),
        ["where, broadcast"] = new([[3, 4], [4]], t => where(t[0] > 0, t[0], t[1])),
        ["masked_fill"] = new([[3, 4]], t => t[0].masked_fill(t[0] > 0.2, 1.5)),
        ["sum"] = new([[3, 4]], t => t[0].sum()),
        ["sum of a dimension"] = new([[2, 3, 4]], t => t[0].sum(1)),
        ["sum of two, kept"] = new([[2, 3, 4]], t => t[0].sum([0, 2], keepdim: true)),
        ["mean"] = new([[3, 4]], t => t[0].mean()),
        ["mean of a dimension"] = new([[2, 3, 4]], t => t[0].mean([-1])),
        ["var"] = new([[3, 4]], t => t[0].var()),
        ["var of a dimension, biased"] = new([[3, 4]], t => t[0].var(0, unbiased: false)),
        ["std of a dimension"] = new([[3, 4]], t => t[0].std(1, keepdim: true)),
        ["prod of a dimension"] = new([[2, 3, 4]], t => t[0].prod(1), 0.3, 2),
        ["prod"] = new([[5]], t => t[0].prod(), 0.3, 2),
        ["cumsum"] = new([[3, 4]], t => t[0].cumsum(0)),
        ["logsumexp"] = new([[3, 4]], t => t[0].logsumexp(1), -3, 3),
        ["norm"] = new([[3, 4]], t => t[0].norm()),
        ["norm of a dimension"] = new([[3, 4]], t => t[0].norm(1, keepdim: true)),
        ["norm, p = 3"] = new([[3, 4]], t => t[0].norm(0, false, 3f)),
        ["norm, p = 1"] = new([[3, 4]], t => t[0].norm(1f)),
        ["max"] = new([[3, 4]], t => t[0].max()),
        ["min of a dimension"] = new([[3, 4]], t => t[0].min(0).Item1),
        ["max of a dimension, kept"] = new([[3, 4]], t => t[0].max(1, keepdim: true).Item1),
        ["amax"] = new([[2, 3, 4]], t => t[0].amax([0, 1], keepdim: true)),
        ["sort"] = new([[3, 4]], t => t[0].sort(1, descending: true).Item1),
        ["topk"] = new([[3, 5]], t => t[0].topk(2).Item1),
        ["mm"] = new([[3, 4], [4, 2]], t => t[0].mm(t[1])),
        ["mm of transposed"] = new([[4, 3], [2, 4]], t => t[0].t().mm(t[1].t())),
        ["mm of a slice"] = new([[3, 6], [4, 2]], t => t[0].narrow(1, 1, 4).mm(t[1])),
        ["matmul, vector and matrix"] = new([[4], [4, 3]], t => t[0].matmul(t[1])),
        ["matmul, matrix and vector"] = new([[3, 4], [4]], t => t[0].matmul(t[1])),
        ["matmul, vectors"] = new([[4], [4]], t => t[0].matmul(t[1])),
        ["matmul, batch and matrix"] = new([[2, 3, 4], [4, 2]], t => t[0].matmul(t[1])),
        ["matmul, batches broadcast"] = new([[2, 1, 3, 4], [3, 4, 2]], t => t[0].matmul(t[1])),
        ["bmm"] = new([[2, 3, 4], [2, 4, 2]], t => t[0].bmm(t[1])),
        ["addmm"] = new([[2], [3, 4], [4, 2]], t => t[0].addmm(t[1], t[2], 0.5f, 2f)),
        ["dot"] = new([[4], [4]], t => t[0].dot(t[1])),
        ["outer"] = new([[3], [4]], t => t[0].outer(t[1])),
        ["reshape"] = new([[3, 4]], t => t[0].reshape(2, 6)),
        ["reshape of transposed"] = new([[3, 4]], t => t[0].t().reshape(-1)),
        ["flatten"] = new([[2, 3, 4]], t => t[0].flatten(1)),
        ["squeeze and unsqueeze"] = new([[3, 1, 4]], t => t[0].squeeze(1).unsqueeze(0)),
        ["transpose"] = new([[2, 3, 4]], t => t[0].transpose(0, 2)),
        ["permute"] = new([[2, 3, 4]], t => t[0].permute(2, 0, 1)),
        ["expand"] = new([[3, 1]], t => t[0].expand(2, 3, 4)),
        ["repeat"] = new([[2, 3]], t => t[0].repeat(2, 2)),
        ["contiguous"] = new([[2, 3]], t => t[0].t().contiguous()),
        ["cat"] = new([[2, 3], [2, 2]], t => cat([t[0], t[1], t[0]], 1)),
        ["cat of functions, long rows"] = new([[3, 40], [3, 33]], t => cat([t[0].exp(), (t[1] * 2.0).relu()], 1)),
        ["stack"] = new([[2, 3], [2, 3]], t => stack([t[0], t[1]], 1)),
        ["split"] = new([[5, 2]], t => t[0].split(2)[1] * t[0].split(2)[0]),
        ["chunk"] = new([[2, 6]], t => t[0].chunk(3, 1)[2] - t[0].chunk(3, 1)[0]),
        ["narrow"] = new([[5, 3]], t => t[0].narrow(0, 1, 3)),
        ["slice with a step"] = new([[7]], t => t[0].slice(0, 1, 7, 2)),
        ["select"] = new([[3, 4]], t => t[0].select(1, 2)),
        ["index, overlapping ranges"] = new([[6]], t => t[0][TensorIndex.Slice(0, 4)] * t[0][TensorIndex.Slice(2, 6)]),
        ["index by a list"] = new([[4, 3]], t => t[0][tensor(new long[] { 2, 0, 2 })]),
        ["index by lists, apart"] = new([[3, 2, 4]], t => t[0][TensorIndex.Tensor(tensor(new long[] { 2, 0 })), TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 1, 3 }))]),
        ["index by a mask"] = new([[3, 4]], t => t[0][t[0] > 0]),
        ["index_select"] = new([[4, 3]], t => t[0].index_select(0, tensor(new long[] { 3, 1, 3 }))),
        ["index_add"] = new([[4, 3], [2, 3]], t => t[0].index_add(0, tensor(new long[] { 3, 1 }), t[1], 2)),
        ["gather"] = new([[3, 4]], t => t[0].gather(1, tensor(new long[,] { { 0, 0 }, { 3, 1 }, { 2, 2 } }))),
        ["scatter"] = new([[3, 4], [3, 2]], t => t[0].scatter(1, tensor(new long[,] { { 0, 1 }, { 3, 1 }, { 2, 0 } }), t[1])),
        ["scatter_add"] = new([[3, 4], [3, 2]], t => t[0].scatter_add(1, tensor(new long[,] { { 0, 0 }, { 3, 1 }, { 2, 2 } }), t[1])),
        ["masked_select"] = new([[3, 4]], t => t[0].masked_select(t[0] < 0.3)),
        ["diagonal"] = new([[3, 4]], t => t[0].diagonal(1)),
        ["diag of a vector"] = new([[3]], t => t[0].diag()),
        ["tril"] = new([[3, 3]], t => t[0].tril(-1)),
        ["triu"] = new([[3, 3]], t => t[0].triu()),
        ["flip"] = new([[3, 2]], t => t[0].flip(0)),
        ["roll"] = new([[3, 2]], t => t[0].roll(1, 0)),
        ["clone"] = new([[3]], t => t[0].clone()),
        ["conversion"] = new([[3]], t => t[0].to_type(ScalarType.Float32).to_type(ScalarType.Float64), Tolerance: 1e-2),
        ["add in place"] = new([[3, 4], [4]], t => (t[0] * 2.0).add_(t[1])),
        ["mul in place"] = new([[3, 4]], t => (t[0] + 2.0).mul_(tensor(new[] { 1.0, 2.0, 3.0, 4.0 }))),
        ["div in place"] = new([[3, 4]], t => (t[0] + 2.0).div_(tensor(new[] { 1.0, 2.0, 3.0, 4.0 }))),
        ["exp in place"] = new([[5]], t => (t[0] * 2.0).exp_()),
        ["tanh in place"] = new([[5]], t => (t[0] * 2.0).tanh_()),
        ["relu in place"] = new([[17]], t => (t[0] * 2.0).relu_()),
        ["assignment to a row"] = new([[3, 4], [4]], t => Assigned(t[0] * 2.0, t[1])),
        ["copy in place"] = new([[3, 4], [4]], t => (t[0] * 2.0).copy_(t[1])),
        ["one input used in many places"] = new([[4]], t => ((t[0].exp() * t[0]) + t[0].sin()).cumsum(0) / (t[0].square() + 1.0)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_OfOperation_AgreesWithDifferences(string name)
    {
        Case operation = s_cases[name];
        GradientCheck.Run(operation.Shapes, operation.Function, operation.Low, operation.High, operation.Tolerance);
    }

    private static Tensor Assigned(Tensor target, Tensor row)
    {
        target[1] = row * row;
        return target;
    }

    private sealed record Case(long[][] Shapes, Func<Tensor[], Tensor> Function, double Low = -1, double High = 1, double Tolerance = 1e-6);
}
