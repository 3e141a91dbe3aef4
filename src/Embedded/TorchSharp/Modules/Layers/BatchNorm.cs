using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Mean 0 and variance 1 of every feature over the batch, then a scale and a shift (Ioffe and Szegedy 2015).</summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        double share = momentum ?? 0;
        if (training && num_batches_tracked is not null)
        {
            num_batches_tracked.add_(1);
            share = momentum ?? 1.0 / num_batches_tracked.ToDouble();
        }
        bool usesBatch = training || (running_mean is null && running_var is null);
        bool usesRunning = !training || track_running_stats;
        return nn.functional.batch_norm(
            input, usesRunning ? running_mean! : null!, usesRunning ? running_var! : null!, weight, bias, usesBatch, share, eps);
    }
}
