using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Trainers;

/// <summary>Three classes around three centres in four dimensions, from a generator that is easy to repeat elsewhere.</summary>
internal static class Blobs
{
    /// <summary>Of the first three rows of 90, see the test that uses them.</summary>
    public static double[][] Probabilities { get; } = [[0.52209, 0.09761, 0.38031], [0.59986, 0.3173, 0.08284], [0.20879, 0.62986, 0.16136]];

    public static (IDataView Data, Row[] Rows) Create(MLContext ml, int rows, int classes = 3)
    {
        uint state = 12345;
        float Next()
        {
            state = state * 1664525 + 1013904223; // Numerical Recipes
            return (state >> 8) / 16777216f;
        }
        var items = new Row[rows];
        for (int i = 0; i < rows; i++)
        {
            int label = i % classes;
            var features = new float[4];
            for (int j = 0; j < 4; j++)
            {
                features[j] = (j == label ? 1 : 0) + 2 * (Next() - 0.5f);
            }
            items[i] = new Row { Label = ((char)('a' + label)).ToString(), Features = features };
        }
        return (ml.Data.LoadFromEnumerable(items), items);
    }

    public sealed class Row
    {
        public string Label { get; set; } = "";

        [VectorType(4)]
        public float[] Features { get; set; } = [];
    }
}
