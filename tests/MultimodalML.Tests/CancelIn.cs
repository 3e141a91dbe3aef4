using MultimodalML.Training;

namespace MultimodalML.Tests;

/// <summary>Cancels a training in one of its epochs.</summary>
internal sealed class CancelIn(int epoch, CancellationTokenSource source) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Epoch == epoch)
        {
            source.Cancel();
        }
    }
}
