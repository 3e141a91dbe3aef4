namespace MultimodalML.Discovery;

/// <summary>One number of novel categories that was tried: how well clusters then hold the labelled rows, half of whose classes were held out as probes.</summary>
/// <param name="Count">Novel categories, besides the known classes.</param>
/// <param name="Accuracy">Share of the labelled rows that the best one-to-one assignment of clusters to known classes gets right, 0 to 1: falls when a class is split.</param>
/// <param name="Overlap">Mean Jaccard index, over labelled rows, of each known class with the cluster assigned to it, 0 to 1: falls too when a cluster also holds other rows.</param>
public sealed record CategoryCountPoint(int Count, double Accuracy, double Overlap);
