using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

public class TrainingStepTests
{
    [Fact]
    public void Steps_InScopes_DoNotGrowManagedMemory()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor x = ones(32, 8), w = full([8, 4], 0.1f, requires_grad: true);
        Steps(x, w, 50); // warm: pools and compiled code

        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(x, w, 100);
        long perStep = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.InRange(perStep, 0, 20_000); // handles; values and graph come from pools or native memory
    }

    [Fact]
    public void NumThreads_SetAndRead_Agree()
    {
        int before = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
    }

    private static void Steps(Tensor x, Tensor w, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor loss = x.mm(w).relu().square().mean();
            loss.backward();
            w.grad!.zero_();
        }
    }
}
