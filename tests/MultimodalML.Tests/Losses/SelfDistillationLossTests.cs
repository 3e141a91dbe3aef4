using MultimodalML.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Losses;

public class SelfDistillationLossTests
{
    private static readonly float[] s_allowed = [1, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compute_RandomLogits_AgreesWithLoopOverRows(bool restricted)
    {
        using var scope = NewDisposeScope();
        const double Student = 0.5, Teacher = 0.2;
        Tensor a = Values.Random(new Random(1), 3, 4), b = Values.Random(new Random(2), 3, 4);
        double[][] x = Values.Rows(a), y = Values.Rows(b);
        double expected = Enumerable.Range(0, 3).Average(i => 0.5 * (CrossEntropy(i, x[i], y[i]) + CrossEntropy(i, y[i], x[i])));

        using Tensor loss = new SelfDistillationLoss(Student).Compute(a, b, Teacher, restricted ? tensor(s_allowed, [3, 4]) : null);

        Assert.Equal(expected, loss.item<float>(), tolerance: 1e-5);

        double CrossEntropy(int row, double[] student, double[] teacher)
        {
            double[] targets = [.. teacher.Select((value, c) => restricted && s_allowed[(row * 4) + c] == 0 ? 0 : Math.Exp(value / Teacher))];
            double all = student.Sum(value => Math.Exp(value / Student));
            return -targets.Select((target, c) => target / targets.Sum() * Math.Log(Math.Exp(student[c] / Student) / all)).Sum();
        }
    }

    [Fact] // the teacher gets no gradient: that of one view is that of its own student part
    public void Compute_Gradient_IsTheStudents()
    {
        using var scope = NewDisposeScope();
        Tensor a = Values.Random(new Random(3), 3, 4).requires_grad_(), b = Values.Random(new Random(4), 3, 4);
        new SelfDistillationLoss(0.5).Compute(a, b, 0.2).backward();
        Tensor expected = (a.detach() / 0.5).softmax(1) - (b / 0.2).softmax(1); // of the cross-entropy, times ½ / (rows × τ)
        Assert.Equal((expected / (2 * 3 * 0.5)).data<float>().ToArray(), a.grad!.data<float>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-5);
    }

    [Fact]
    public void Compute_BadValues_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelfDistillationLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelfDistillationLoss().Compute(ones(2, 2), ones(2, 2), 0));
        Assert.Throws<ArgumentException>(() => new SelfDistillationLoss().Compute(ones(2, 2), ones(2, 3), 0.1));
    }
}
