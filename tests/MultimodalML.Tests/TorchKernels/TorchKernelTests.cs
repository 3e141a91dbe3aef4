using MultimodalML.KernelContract;
using MultimodalML.Kernels;
using MultimodalML.Kernels.Interfaces;
using MultimodalML.TorchKernels;
using TorchSharp;

namespace MultimodalML.Tests.TorchKernels;

/// <summary>On the CPU; the same operations run on any device.</summary>
public class TorchKernelTests : KernelContractTests
{
    private static readonly object[] s_kernels =
    [
        new TorchMatrixProduct(torch.CPU),
        new TorchRowOperations(torch.CPU),
        new TorchPairwiseSimilarity(torch.CPU),
        new TorchPrototypeScores(torch.CPU),
        new TorchTopK(torch.CPU),
        new TorchWtaHash(torch.CPU),
        new TorchCodeAgreement(torch.CPU),
    ];

    [Fact]
    public void Gallery_Disposed_LeavesNoTensor()
    {
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (var gallery = new TorchGallery(3, 2, [1, 0, 0, 1, 1, 1], Similarity.SquaredEuclidean, torch.CPU))
        {
            int[] indices = new int[2];
            gallery.Search(1, [1, 0.9f], 2, indices, new float[2]);
            Assert.Equal([2, 0], indices);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private protected override T Kernel<T>() => s_kernels.OfType<T>().Single();

    private protected override ISimilarityScan Scan(int count, int length, float[] rows, Similarity similarity) =>
        new TorchGallery(count, length, rows, similarity, torch.CPU);
}
