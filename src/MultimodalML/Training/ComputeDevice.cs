using Microsoft.ML.Runtime;
using MultimodalML.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Training;

/// <summary>Where tensors live: the choice that <see cref="Microsoft.ML.MLContext"/> carries.</summary>
internal static class ComputeDevice
{
    /// <summary>The device that <see cref="Microsoft.ML.MLContext.GpuDeviceId"/> and <see cref="Microsoft.ML.MLContext.FallbackToCpu"/> ask for.</summary>
    /// <exception cref="InvalidOperationException">A GPU is asked for, there is none, and falling back is not allowed.</exception>
    public static Device Of(IHostEnvironment environment)
    {
        (int? gpuDeviceId, bool fallbackToCpu) = ModelBridge.DeviceOf(environment);
        return Choose(gpuDeviceId, fallbackToCpu);
    }

    /// <summary>CPU for null; else the GPU of that number.</summary>
    /// <exception cref="InvalidOperationException">There is no such GPU, and falling back is not allowed.</exception>
    public static Device Choose(int? gpuDeviceId, bool fallbackToCpu)
    {
        if (gpuDeviceId is not { } id)
        {
            return CPU;
        }

        int count = cuda.is_available() ? cuda.device_count() : 0;
        if (id >= 0 && id < count)
        {
            return device(DeviceType.CUDA, id);
        }

        return fallbackToCpu
            ? CPU
            : throw new InvalidOperationException(
                $"MLContext.GpuDeviceId is {id}, and TorchSharp finds {count} GPUs here. Set GpuDeviceId to null for the CPU, or FallbackToCpu to true; for a GPU, add the package TorchSharp-cuda-linux or TorchSharp-cuda-windows.");
    }
}
