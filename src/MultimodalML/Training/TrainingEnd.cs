namespace MultimodalML.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The validation metric did not get better for <see cref="TrainingOptions.Patience"/> epochs.</summary>
    StoppedEarly,

    /// <summary>The cancellation token asked for it.</summary>
    Cancelled,
}
