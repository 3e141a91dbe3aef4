namespace MultimodalML.Visualization;

/// <summary>What was added to a plot under one name.</summary>
internal sealed record PlotSeries(string Name, IReadOnlyList<PlotPoint> Points, string? Group);

/// <summary>A line of the legend.</summary>
internal sealed record PlotLegendEntry(string Name, string Color, int Marker, string Dash = "");
