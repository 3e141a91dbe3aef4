namespace MultimodalML.Training;

/// <summary>Chooses the rows of every step.</summary>
public interface IBatchSampler
{
    /// <summary>Steps of one epoch, at least 1.</summary>
    int StepsPerEpoch { get; }

    /// <summary>The row numbers of every step of one epoch. The same generator state gives the same batches.</summary>
    /// <remarks>An array is written over for a later step: copy what is to outlast its own.</remarks>
    /// <param name="random">The epoch's generator.</param>
    IEnumerable<int[]> Epoch(Random random);
}
