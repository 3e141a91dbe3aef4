using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class PrototypicalLossTests
{
    [Fact]
    public void Compute_RandomEpisode_AgreesWithLoopOverQueries()
    {
        using var scope = NewDisposeScope();
        (int classes, int supports, int queries, int length) = (3, 4, 2, 5);
        var random = new Random(6);
        (Tensor support, Tensor query) = (Values.Random(random, classes, supports, length), Values.Random(random, classes, queries, length));
        double[][] s = Values.Rows(support.reshape(-1, length)), q = Values.Rows(query.reshape(-1, length));
        double[][] means = [.. s.Chunk(supports).Select(rows => Enumerable.Range(0, length).Select(d => rows.Average(r => r[d])).ToArray())];
        double sum = 0;
        for (int i = 0; i < q.Length; i++)
        {
            double[] p = [.. means.Select(c => Math.Exp(-Values.SquaredDistance(q[i], c)))];
            sum -= Math.Log(p[i / queries] / p.Sum());
        }

        using Tensor loss = new PrototypicalLoss().Compute(support, query);
        Assert.Equal(sum / q.Length, loss.item<float>(), tolerance: 1e-4);
    }

    [Fact] // prototypes 0 and 2, query of the first class at 0: squared distances 0 and 4
    public void Compute_TwoClassesOnALine_IsHandWorkedValue()
    {
        using var scope = NewDisposeScope();
        Tensor support = tensor([-1f, 1, 1, 3], [2, 2, 1]);
        Tensor query = tensor([0f, 2], [2, 1, 1]);
        Assert.Equal(Math.Log(1 + Math.Exp(-4)), new PrototypicalLoss().Compute(support, query).item<float>(), tolerance: 1e-6);
    }

    [Fact]
    public void Compute_Gradient_AgreesWithDifferences() =>
        GradientCheck.Run([[3, 2, 4], [3, 2, 4]], inputs => new PrototypicalLoss().Compute(inputs[0], inputs[1]));

    [Fact]
    public void Compute_AnotherNumberOfClasses_SaysBothShapes()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new PrototypicalLoss().Compute(ones([3, 2, 4]), ones([2, 2, 4])));
        Assert.Contains("[3, 2, 4]", error.Message, StringComparison.Ordinal);
    }
}
