using TorchSharp;

namespace Conformance.TorchSharp.Tensors;

/// <summary>A fact about machines without a GPU.</summary>
internal sealed class WithoutGpuFactAttribute : FactAttribute
{
    public WithoutGpuFactAttribute()
    {
        if (torch.cuda_is_available())
        {
            Skip = "A GPU is here: what is asked of it works.";
        }
    }
}
