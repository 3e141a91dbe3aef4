using Conformance.MLNet.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Transforms;

public class PrincipalComponentTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void ProjectToPrincipalComponents_Components_HaveEigenvaluesAsVariances()
    {
        // numpy.linalg.eigvalsh(numpy.cov(X.T, bias=True)) on 300 rows of Blobs.Create, the two largest
        double[] expected = [0.69815, 0.57127];
        (IDataView data, _) = Blobs.Create(_ml, rows: 300);
        float[][] rows = [.. _ml.Transforms.ProjectToPrincipalComponents("P", "Features", rank: 2, seed: 3).Fit(data).Transform(data).GetColumn<float[]>("P")];
        for (int i = 0; i < 2; i++)
        {
            double mean = rows.Average(r => r[i]);
            Assert.Equal(0, mean, tolerance: 0.01);
            Assert.Equal(expected[i], rows.Average(r => (r[i] - mean) * (r[i] - mean)), tolerance: 5e-3);
        }
        Assert.Equal(0, rows.Average(r => r[0] * r[1]), tolerance: 5e-3);
    }

    [Fact]
    public void SaveAndLoad_Projection_GivesEqualValues()
    {
        (IDataView data, _) = Blobs.Create(_ml, rows: 30);
        ITransformer model = _ml.Transforms.ProjectToPrincipalComponents("P", "Features", rank: 3).Fit(data);
        Assert.Equal(model.Transform(data).GetColumn<float[]>("P"), RoundTrip.Of(_ml, model, data).Transform(data).GetColumn<float[]>("P"));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), model.Transform(data).Schema["P"].Type);
    }
}
