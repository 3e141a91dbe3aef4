namespace MultimodalML.Discovery;

/// <summary>One number of novel categories that was tried.</summary>
/// <param name="Count">Novel categories, besides the known classes held out as probes.</param>
/// <param name="ProbeAccuracy">Share of the probes' rows that the best one-to-one assignment of clusters to classes gets right, 0 to 1.</param>
public sealed record CategoryCountPoint(int Count, double ProbeAccuracy);
