using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;

namespace MultimodalML.KernelContract;

/// <summary>A search by sorting all rows.</summary>
internal sealed class NaiveScan(int count, int length, float[] rows, Similarity similarity) : ISimilarityScan
{
    public void Search(int queryCount, ReadOnlySpan<float> queries, int k, Span<int> indices, Span<float> scores)
    {
        indices[..(queryCount * k)].Fill(-1);
        scores[..(queryCount * k)].Fill(float.NaN);
        for (int query = 0; query < queryCount; query++)
        {
            double[] all = new double[count];
            for (int i = 0; i < count; i++)
            {
                all[i] = NaiveKernels.Score(similarity, queries.Slice(query * length, length), rows.AsSpan(i * length, length));
            }
            int rank = query * k;
            foreach (int index in Enumerable.Range(0, count).Where(i => double.IsFinite(all[i])).OrderBy(i => similarity == Similarity.SquaredEuclidean ? all[i] : -all[i]).ThenBy(i => i).Take(k))
            {
                (indices[rank], scores[rank]) = (index, (float)all[index]);
                rank++;
            }
        }
    }
}
