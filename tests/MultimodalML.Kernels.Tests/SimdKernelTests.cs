using MultimodalML.KernelContract;
using MultimodalML.Kernels.Galleries;
using MultimodalML.Kernels.Interfaces;

namespace MultimodalML.Kernels.Tests;

public class SimdKernelTests : KernelContractTests
{
    private protected override T Kernel<T>() => (T)(object)new SimdKernels();

    private protected override ISimilarityScan Scan(int count, int length, float[] rows, Similarity similarity) => new Gallery(count, length, rows, similarity);
}
