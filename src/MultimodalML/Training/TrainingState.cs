using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Training;

/// <summary>What a training carries from epoch to epoch besides the network and the optimizer.</summary>
internal sealed class TrainingState
{
    private readonly List<EpochReport> _epochs = [];

    public required int Seed { get; init; }

    public IReadOnlyList<EpochReport> Epochs => _epochs;

    /// <summary>From 1; 0 before the first epoch is done.</summary>
    public int BestEpoch { get; private set; }

    public double? BestMetric => BestEpoch == 0 ? null : _epochs[BestEpoch - 1].Metric;

    /// <summary>The weights of <see cref="BestEpoch"/>, in TorchSharp's file format; empty before the first epoch is done.</summary>
    public byte[] BestWeights { get; private set; } = [];

    /// <summary>Epochs done since the metric last rose; 0 without a metric.</summary>
    public int EpochsSinceBetter { get; private set; }

    /// <summary>Notes an epoch, and its weights when no earlier ones are better; among equals the later ones have seen more.</summary>
    public void Add(EpochReport epoch, nn.Module network)
    {
        double best = BestMetric ?? double.NegativeInfinity;
        _epochs.Add(epoch);
        EpochsSinceBetter = epoch.Metric is null || epoch.Metric > best ? 0 : EpochsSinceBetter + 1;
        if (BestEpoch == 0 || epoch.Metric is null || epoch.Metric >= best)
        {
            (BestEpoch, BestWeights) = (epoch.Epoch, WeightBytes.Of(network));
        }
    }

    /// <summary>The state of a checkpoint.</summary>
    public static TrainingState Restore(int seed, IEnumerable<EpochReport> epochs, int bestEpoch, int epochsSinceBetter, byte[] bestWeights)
    {
        var state = new TrainingState { Seed = seed, BestEpoch = bestEpoch, EpochsSinceBetter = epochsSinceBetter, BestWeights = bestWeights };
        state._epochs.AddRange(epochs);
        return state;
    }

    public void RestoreBest(nn.Module network)
    {
        if (BestEpoch > 0)
        {
            WeightBytes.Load(network, BestWeights);
        }
    }
}
