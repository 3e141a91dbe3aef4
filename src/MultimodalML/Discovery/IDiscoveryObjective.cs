using MultimodalML.Training;
using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>What a neural recipe trains for.</summary>
internal interface IDiscoveryObjective
{
    /// <summary>The loss of one step.</summary>
    Tensor Compute(TrainingStep step);

    /// <summary>The classifier as it is trained so far.</summary>
    DiscoveryHead Head();
}
