using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>A linear model with softmax probabilities, trained on the logistic losses of the class against each other class.</summary>
public sealed class SdcaMaximumEntropyMulticlassTrainer : SdcaMulticlassTrainerBase<MaximumEntropyModelParameters>
{
    internal SdcaMaximumEntropyMulticlassTrainer(IHostEnvironment env, MulticlassOptions options)
        : base(env, options)
    {
    }

    private protected override MaximumEntropyModelParameters CreateModel(float[][] weights, float[] biases) => new(weights, biases);

    public sealed class Options : MulticlassOptions
    {
    }
}
