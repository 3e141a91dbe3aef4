namespace Microsoft.ML.Runtime;

/// <summary>Names of the figures that a progress channel reports.</summary>
public sealed class ProgressHeader
{
    public readonly IReadOnlyList<string> UnitNames;
    public readonly IReadOnlyList<string> MetricNames;

    public ProgressHeader(string[]? metricNames, string[]? unitNames) => (MetricNames, UnitNames) = (metricNames ?? [], unitNames ?? []);

    public ProgressHeader(params string[] unitNames)
        : this(null, unitNames)
    {
    }
}
