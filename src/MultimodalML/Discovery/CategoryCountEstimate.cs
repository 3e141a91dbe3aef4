namespace MultimodalML.Discovery;

/// <summary>How many novel categories there seem to be, and what speaks for it.</summary>
/// <remarks>
/// <para>Several times half of the known classes lose their labels and become probes. All rows are merged to so many clusters as there are known classes and a number of novel ones, and that number is tried from 1 on. The
/// accuracy on the known classes is largest with few clusters, their overlap with many; the estimate is the geometric mean of the two numbers at which they are largest.</para>
/// <para>Source of the probes: Han et al. 2019, "Learning to Discover Novel Visual Categories via Deep Transfer Clustering", arXiv:1908.09884, section 3.3. The two criteria are this library's own, found by experiment:
/// on data with few known classes the estimate can be far off.</para>
/// </remarks>
/// <param name="Count">The estimate, at least 1.</param>
/// <param name="Curve">What was tried, by rising count.</param>
public sealed record CategoryCountEstimate(int Count, IReadOnlyList<CategoryCountPoint> Curve);
