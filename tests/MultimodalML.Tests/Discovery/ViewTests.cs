using MultimodalML.Discovery;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Discovery;

public class ViewTests
{
    public static TheoryData<IViewAugmentation> Views => [new NoiseViews(0.5), new EntryDropoutViews(0.3), new MixingViews(0.4)];

    [Theory]
    [MemberData(nameof(Views))]
    public void View_SameGenerator_GivesTheSameViewAndLeavesTheRows(IViewAugmentation view)
    {
        using var scope = NewDisposeScope();
        Tensor rows = Values.Random(new Random(1), 50, 8);
        float[] before = rows.data<float>().ToArray();
        float[] first = view.View(rows, new Random(7)).data<float>().ToArray();
        Assert.Equal(first, view.View(rows, new Random(7)).data<float>().ToArray());
        Assert.NotEqual(first, view.View(rows, new Random(8)).data<float>().ToArray());
        Assert.NotEqual(first, before);
        Assert.Equal(before, rows.data<float>().ToArray());
    }

    [Fact]
    public void View_Noise_HasTheDeviation()
    {
        using var scope = NewDisposeScope();
        float[] noise = new NoiseViews(0.5).View(zeros(200, 50), new Random(1)).data<float>().ToArray();
        Assert.Equal(0, noise.Average(), tolerance: 0.02);
        Assert.Equal(0.25, noise.Average(value => value * value), tolerance: 0.01);
    }

    [Fact]
    public void View_EntryDropout_ZeroesTheShare()
    {
        using var scope = NewDisposeScope();
        float[] kept = new EntryDropoutViews(0.3).View(ones(200, 50), new Random(1)).data<float>().ToArray();
        Assert.All(kept, value => Assert.True(value is 0 or 1));
        Assert.Equal(0.7, kept.Average(), tolerance: 0.02);
    }

    [Fact] // row i holds i everywhere: a view of it lies between i and another row, nearer to i
    public void View_Mixing_MovesTowardsOneOtherRow()
    {
        using var scope = NewDisposeScope();
        Tensor rows = arange(0, 20, ScalarType.Float32).unsqueeze(1).expand(20, 3).contiguous();
        float[] mixed = new MixingViews(0.4).View(rows, new Random(1)).data<float>().ToArray();
        for (int row = 0; row < 20; row++)
        {
            Assert.Equal(mixed[3 * row], mixed[(3 * row) + 2], tolerance: 1e-5f);
            Assert.InRange(Math.Abs(mixed[3 * row] - row), 0, 0.4 * 19);
        }
        Assert.True(mixed.Where((value, i) => Math.Abs(value - (i / 3)) > 1e-4).Count() > 30);
    }

    [Fact]
    public void Constructors_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoiseViews(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntryDropoutViews(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixingViews(0.6));
    }

    [Fact]
    public void RampUp_OverTraining_RisesToItsWeight()
    {
        var ramp = new RampUp { Weight = 5, Fraction = 0.5 };
        Assert.Equal(5 * Math.Exp(-5), ramp.At(0), tolerance: 1e-12);
        Assert.Equal(5 * Math.Exp(-5 * 0.25), ramp.At(0.25), tolerance: 1e-12);
        Assert.Equal([5, 5], [ramp.At(0.5), ramp.At(1)]);
        Assert.Equal(2, new RampUp { Weight = 2, Fraction = 0 }.At(0));
    }
}
