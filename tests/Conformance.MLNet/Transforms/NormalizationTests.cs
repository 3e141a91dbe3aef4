using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Conformance.MLNet.Transforms;

public class NormalizationTests
{
    private static readonly float[][] s_rows = [[1, -4, 5], [2, 0, 5], [4, 8, 5]];
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void NormalizeMinMax_FixZero_DividesByLargestMagnitude() =>
        AssertRows([[0.25f, -0.5f, 0], [0.5f, 0, 0], [1, 1, 0]], Run(_ml.Transforms.NormalizeMinMax("X")));

    [Fact]
    public void NormalizeMinMax_NoFixZero_MapsRangeToUnitInterval() =>
        AssertRows([[0, 0, 0], [1 / 3f, 1 / 3f, 0], [1, 1, 0]], Run(_ml.Transforms.NormalizeMinMax("X", fixZero: false)));

    [Fact]
    public void NormalizeMeanVariance_FixZero_DividesByRootMeanSquare()
    {
        // variance + mean² = mean of squares: (1 + 4 + 16) / 3 = 7 and (16 + 0 + 64) / 3
        (float a, float b) = (MathF.Sqrt(7), MathF.Sqrt(80 / 3f));
        AssertRows([[1 / a, -4 / b, 0], [2 / a, 0, 0], [4 / a, 8 / b, 0]], Run(_ml.Transforms.NormalizeMeanVariance("X")));
    }

    [Fact]
    public void NormalizeMeanVariance_NoFixZero_IsStandardScore()
    {
        // sklearn.preprocessing.StandardScaler; the constant column becomes 0
        AssertRows(
            [[-1.0690450f, -1.0690450f, 0], [-0.2672612f, -0.2672612f, 0], [1.3363062f, 1.3363062f, 0]],
            Run(_ml.Transforms.NormalizeMeanVariance("X", fixZero: false)));
    }

    [Fact]
    public void NormalizeMeanVariance_Cdf_IsNormalDistributionFunction()
    {
        float[][] rows = Run(_ml.Transforms.NormalizeMeanVariance("X", useCdf: true));
        Assert.Equal(0.1425, rows[0][0], tolerance: 1e-3); // scipy.stats.norm.cdf(-1.0690450)
        Assert.Equal(0.9093, rows[2][1], tolerance: 1e-3); // scipy.stats.norm.cdf(1.3363062)
    }

    [Fact]
    public void NormalizeMinMax_MaximumExampleCount_LearnsFromFirstRows() =>
        AssertRows([[0.5f, -1, 0], [1, 0, 0], [2, 2, 0]], Run(_ml.Transforms.NormalizeMinMax("X", maximumExampleCount: 2)));

    [Fact]
    public void NormalizeMinMax_NaN_IsNotCountedAndStays()
    {
        IDataView data = Load([[1, 2, 3], [float.NaN, 4, 3], [2, 8, 3]]);
        float[][] rows = Values(_ml.Transforms.NormalizeMinMax("X").Fit(data).Transform(data));
        Assert.Equal(0.5f, rows[0][0]);
        Assert.True(float.IsNaN(rows[1][0]));
    }

    [Fact]
    public void NormalizeMinMax_ScalarsOfSeveralColumns_AreScaledEach()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Scalars { A = 2, B = 1 }, new Scalars { A = -4, B = 3 }]);
        IDataView result = _ml.Transforms.NormalizeMinMax([new InputOutputColumnPair("A"), new InputOutputColumnPair("C", "B")]).Fit(data).Transform(data);
        Assert.Equal([0.5f, -1], result.GetColumn<float>("A"));
        Assert.Equal([1 / 3.0, 1], result.GetColumn<double>("C"));
        Assert.Equal([1.0, 3], result.GetColumn<double>("B"));
    }

    [Fact]
    public void GetNormalizerModelParameters_OfVector_GivesScaleAndOffset()
    {
        NormalizingTransformer transformer = _ml.Transforms.NormalizeMinMax("X", fixZero: false).Fit(Load(s_rows));
        var parameters = (NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>>)transformer.GetNormalizerModelParameters(0);
        Assert.Equal<float>([1 / 3f, 1 / 12f, 0], parameters.Scale.ToArray());
        Assert.Equal<float>([1, -4, 0], parameters.Offset.ToArray());
        Assert.ThrowsAny<ArgumentException>(() => transformer.GetNormalizerModelParameters(1));
    }

    [Fact]
    public void Normalize_Output_IsMarkedNormalized()
    {
        IDataView data = Load(s_rows);
        Assert.False(data.Schema["X"].IsNormalized());
        Assert.True(_ml.Transforms.NormalizeMinMax("X").Fit(data).Transform(data).Schema["X"].IsNormalized());
        Assert.True(_ml.Transforms.NormalizeLpNorm("X").Fit(data).Transform(data).Schema["X"].IsNormalized());
    }

    [Fact]
    public void NormalizeLpNorm_AnyNorm_IsOneAfterwards()
    {
        float root = MathF.Sqrt(42);
        AssertRows([[1 / root, -4 / root, 5 / root]], Run(_ml.Transforms.NormalizeLpNorm("X"))[..1]);
        AssertRows([[0.1f, -0.4f, 0.5f]], Run(_ml.Transforms.NormalizeLpNorm("X", norm: LpNormNormalizingEstimatorBase.NormFunction.L1))[..1]);
        AssertRows([[0.2f, -0.8f, 1]], Run(_ml.Transforms.NormalizeLpNorm("X", norm: LpNormNormalizingEstimatorBase.NormFunction.Infinity))[..1]);
    }

    [Fact]
    public void NormalizeLpNorm_Zeros_StayZeros()
    {
        IDataView data = Load([[0, 0, 0]]);
        AssertRows([[0, 0, 0]], Values(_ml.Transforms.NormalizeLpNorm("X").Fit(data).Transform(data)));
    }

    [Fact]
    public void NormalizeGlobalContrast_Default_TakesMeanOffAndScalesToOne()
    {
        float norm = MathF.Sqrt(366); // x − mean = (1/3, −14/3, 13/3), norm √366 / 3
        AssertRows([[1 / norm, -14 / norm, 13 / norm]], Run(_ml.Transforms.NormalizeGlobalContrast("X"))[..1]);
    }

    [Fact]
    public void SaveAndLoad_Normalizers_GiveEqualValues()
    {
        IDataView data = Load(s_rows);
        ITransformer model = _ml.Transforms.NormalizeMinMax("A", "X", fixZero: false)
            .Append(_ml.Transforms.NormalizeMeanVariance("B", "X", useCdf: true)).Append(_ml.Transforms.NormalizeLpNorm("X")).Fit(data);
        IDataView expected = model.Transform(data);
        IDataView actual = RoundTrip.Of(_ml, model, data).Transform(data);
        foreach (string name in new[] { "A", "B", "X" })
        {
            Assert.Equal(expected.GetColumn<float[]>(name), actual.GetColumn<float[]>(name));
        }
    }

    [Fact]
    public void Fit_TextColumnInChain_IsRefused()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new TextRow { Text = "a" }]);
        Assert.ThrowsAny<ArgumentException>(() => _ml.Transforms.CopyColumns("C", "Text").Append(_ml.Transforms.NormalizeMinMax("Text")).Fit(data));
    }

    private float[][] Run<T>(IEstimator<T> estimator)
        where T : class, ITransformer
    {
        IDataView data = Load(s_rows);
        return Values(estimator.Fit(data).Transform(data));
    }

    private IDataView Load(float[][] rows) => _ml.Data.LoadFromEnumerable(rows.Select(x => new VectorRow { X = x }));

    private static float[][] Values(IDataView view) => [.. view.GetColumn<float[]>("X")];

    private static void AssertRows(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], (a, b) => Math.Abs(a - b) < 1e-5f);
        }
    }

    private sealed class VectorRow
    {
        [VectorType(3)]
        public float[] X { get; set; } = [];
    }

    private sealed class Scalars
    {
        public float A { get; set; }

        public double B { get; set; }
    }

    private sealed class TextRow
    {
        public string Text { get; set; } = "";
    }
}
