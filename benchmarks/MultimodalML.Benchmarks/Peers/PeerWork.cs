namespace MultimodalML.Benchmarks.Peers;

/// <summary>Work that another library does too, with its data at hand.</summary>
/// <param name="Run">Does it once.</param>
internal sealed record PeerWork(Action Run)
{
    /// <summary>Runs to time as one, for work of microseconds.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Memory it has to read, where that is its limit; else 0.</summary>
    public long Bytes { get; init; }

    /// <summary>Share of the exact results found, for approximate work; else 1.</summary>
    public double Recall { get; init; } = 1;
}
