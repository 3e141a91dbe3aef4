using MultimodalML.Fusion;
using MultimodalML.Kernels;

namespace MultimodalML.Tests.Fusion;

public class PeriodicLiftTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(31, 19)]
    public void Apply_AnyRows_AgreesWithTheFormula(int count, int length)
    {
        float[] rows = Values.Normal(new Random(1), count * length);
        float[] lifted = Lift(rows, length, [1, 2.5f]);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> actual = lifted.AsSpan(row * 5 * length, 5 * length);
            for (int d = 0; d < length; d++)
            {
                double z = rows[(row * length) + d];
                Assert.Equal(z, actual[d]);
                Assert.Equal(Math.Sin(z), actual[length + d], tolerance: 1e-6);
                Assert.Equal(Math.Cos(z), actual[(2 * length) + d], tolerance: 1e-6);
                Assert.Equal(Math.Sin(2.5 * z), actual[(3 * length) + d], tolerance: 1e-5);
                Assert.Equal(Math.Cos(2.5 * z), actual[(4 * length) + d], tolerance: 1e-5);
            }
        }
    }

    [Fact]
    public void Apply_RowBesideAFarOutlier_KeepsItsBits()
    {
        float[] row = Values.Normal(new Random(2), 3);
        float[] alone = Lift(row, 3, [1]);
        float[] beside = Lift([1e30f, -1e9f, 7e5f, .. row], 3, [1]);
        Assert.Equal(alone, beside[9..]);
        Assert.All(beside, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Apply_Projections_AgreesWithTheFormula()
    {
        float[] weights = Values.Normal(new Random(3), 4 * 7), phases = Values.Normal(new Random(4), 7), rows = Values.Normal(new Random(5), 3 * 4);
        var lift = new PeriodicLift(4, [], new DenseLayer(4, 7, weights, phases, Activation.None));
        float[] lifted = new float[3 * lift.Length];
        lift.Apply(rows, 3, lifted, new float[lift.ScratchLength(3)]);
        Assert.Equal(4 + 7, lift.Length);
        for (int row = 0; row < 3; row++)
        {
            for (int j = 0; j < 7; j++)
            {
                double angle = phases[j] + Enumerable.Range(0, 4).Sum(i => (double)rows[(row * 4) + i] * weights[(i * 7) + j]);
                Assert.Equal(Math.Cos(angle), lifted[(row * 11) + 4 + j], tolerance: 1e-5);
            }
        }
    }

    [Fact]
    public void Draw_SameSeed_GivesTheSameLift()
    {
        float[] Lifted(int seed)
        {
            var lift = PeriodicLift.Draw(3, [1], projections: 5, new PortableRandom(seed));
            float[] lifted = new float[lift.Length];
            lift.Apply([1, 2, 3], 1, lifted, new float[lift.ScratchLength(1)]);
            return lifted;
        }

        Assert.Equal(Lifted(1), Lifted(1));
        Assert.NotEqual(Lifted(1), Lifted(2));
    }

    private static float[] Lift(float[] rows, int length, float[] frequencies)
    {
        var lift = new PeriodicLift(length, frequencies, projection: null);
        int count = rows.Length / length;
        var lifted = new float[count * lift.Length];
        lift.Apply(rows, count, lifted, new float[lift.ScratchLength(count)]);
        return lifted;
    }
}
