using MultimodalML.Training;

namespace MultimodalML.Tests.Training;

public class WarmUpCosineScheduleTests
{
    [Fact]
    public void Factor_WithWarmUp_RisesThenFalls()
    {
        var schedule = new WarmUpCosineSchedule(steps: 100, warmUpFraction: 0.1);
        Assert.Equal(1 / 11.0, schedule.Factor(0), tolerance: 1e-12);
        Assert.Equal(10 / 11.0, schedule.Factor(9), tolerance: 1e-12);
        Assert.Equal(1, schedule.Factor(10), tolerance: 1e-12);
        Assert.Equal(0.5, schedule.Factor(55), tolerance: 1e-12);
        Assert.InRange(schedule.Factor(99), 0, 0.01);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    public void Factor_ShortTraining_IsAboveZeroUpToOne(int steps, double warmUp)
    {
        var schedule = new WarmUpCosineSchedule(steps, warmUp);
        Assert.All(Enumerable.Range(0, steps), step => Assert.InRange(schedule.Factor(step), 1e-9, 1));
    }
}
