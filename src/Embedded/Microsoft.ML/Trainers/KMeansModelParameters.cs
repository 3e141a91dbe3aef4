using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Numerics;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

[assembly: LoadableClass(typeof(KMeansModelParameters), null, typeof(SignatureLoadModel), "", KMeansModelParameters.LoaderSignature)]

namespace Microsoft.ML.Trainers;

/// <summary>Cluster centres. The scores are the squared distances to them.</summary>
public sealed class KMeansModelParameters : ModelParametersBase<VBuffer<float>>, IVectorModel
{
    internal const string LoaderSignature = "KMeansPredictor";
    private static readonly VersionInfo s_version = VersionInfo.First("KMEANS  ", LoaderSignature);
    private readonly float[][] _centroids;
    private readonly float[] _squaredNorms;

    internal KMeansModelParameters(float[][] centroids)
    {
        _centroids = centroids;
        _squaredNorms = [.. centroids.Select(c => TensorPrimitives.SumOfSquares<float>(c))];
    }

    int IVectorModel.InputSize => _centroids[0].Length;

    int IVectorModel.OutputSize => _centroids.Length;

    private static KMeansModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        int count = ctx.Reader.ReadInt32();
        int length = ctx.Reader.ReadInt32();
        ModelFormat.Check(count > 0 && length > 0 && (long)count * length <= ctx.Reader.BaseStream.Length, $"Corrupt model file: {count} clusters of {length} features.");
        return new KMeansModelParameters([.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => ctx.Reader.ReadSingle()).ToArray())]);
    }

    /// <summary>Copies the cluster centres.</summary>
    public void GetClusterCentroids(ref VBuffer<float>[] centroids, out int k)
    {
        k = _centroids.Length;
        if (centroids is null || centroids.Length < k)
        {
            Array.Resize(ref centroids, k);
        }
        for (int i = 0; i < k; i++)
        {
            VBuffer<float>.Copy(_centroids[i], 0, ref centroids[i], _centroids[i].Length);
        }
    }

    VectorMap IVectorModel.CreateMap() => (in VBuffer<float> features, ref VBuffer<float> scores) =>
    {
        if (features.Length != _centroids[0].Length)
        {
            throw new InvalidOperationException($"Incorrect number of features: expected {_centroids[0].Length}, got {features.Length}");
        }
        float norm = TensorPrimitives.SumOfSquares(features.GetValues());
        VBufferEditor<float> editor = VBufferEditor.Create(ref scores, _centroids.Length);
        for (int i = 0; i < _centroids.Length; i++)
        {
            editor.Values[i] = Math.Max(0, norm + _squaredNorms[i] - 2 * VectorProducts.Dot(_centroids[i], features));
        }
        scores = editor.Commit();
    };

    private protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(s_version);
        ctx.Writer.Write(_centroids.Length);
        ctx.Writer.Write(_centroids[0].Length);
        foreach (float value in _centroids.SelectMany(c => c))
        {
            ctx.Writer.Write(value);
        }
    }
}
