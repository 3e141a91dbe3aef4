namespace MultimodalML.Visualization;

/// <summary>Points of the plane in named classes, as an SVG picture.</summary>
/// <remarks>
/// Up to ten classes have the colours of Petroff, "Accessible Color Sequences for Data Visualization", arXiv:2107.02270, and stand in the legend one by one; more are spread over the
/// hue circle, and the legend names the groups instead. A group ("known", "unknown") is a marker shape.
/// </remarks>
public sealed class ScatterPlot
{
    private readonly List<PlotSeries> _classes = [];

    /// <summary>Heading, and the picture's name for screen readers.</summary>
    public string Title { get; init; } = "";

    /// <summary>Name and unit of the horizontal axis.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Name and unit of the vertical axis.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>Width in pixels.</summary>
    /// <value>At least 200. Default 760.</value>
    public int Width { get; init; } = 760;

    /// <summary>Height in pixels.</summary>
    /// <value>At least 150. Default 560.</value>
    public int Height { get; init; } = 560;

    /// <summary>For a layout such as <see cref="TSne"/>'s, whose coordinates mean nothing by themselves: no ticks, no axis names, and one scale for both axes.</summary>
    public bool IsLayout { get; init; }

    /// <summary>Adds the points of one class.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="points">A point that is not finite is not drawn.</param>
    /// <param name="group">Classes of one group share a marker; null for none.</param>
    /// <exception cref="ArgumentNullException">name or points is null.</exception>
    public void Add(string name, IReadOnlyList<PlotPoint> points, string? group = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(points);
        _classes.Add(new PlotSeries(name, points, group));
    }

    /// <summary>The picture as an SVG document.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Width or Height is too small.</exception>
    public string ToSvg()
    {
        string?[] groups = [.. _classes.Select(c => c.Group).Distinct()];
        bool collapsed = _classes.Count > PlotColors.Distinct;
        int Marker(int index) => groups.Length > 1 ? Array.IndexOf(groups, _classes[index].Group) : collapsed ? index : 0;

        PlotLegendEntry[] legend = collapsed
            ? [.. groups.Select((group, marker) => new PlotLegendEntry(Describe(group), PlotColors.Neutral, groups.Length > 1 ? marker : 0))]
            : [.. _classes.Select((c, i) => new PlotLegendEntry(groups.Length > 1 && c.Group != null ? $"{c.Name} ({c.Group})" : c.Name, PlotColors.Of(i, _classes.Count), Marker(i)))];
        if (_classes.Count == 1 && _classes[0].Name.Length == 0)
        {
            legend = [];
        }

        var svg = new SvgWriter(Width, Height, Title);
        var frame = new PlotFrame(svg, Width, Height, Title, legend, hasTicks: !IsLayout);
        (PlotAxis x, PlotAxis y) = frame.Axes(_classes.SelectMany(c => c.Points), IsLayout);
        frame.DrawAxes(x, y, XLabel, YLabel);

        int count = _classes.Sum(c => c.Points.Count);
        double radius = Math.Clamp(9 / Math.Pow(Math.Max(1, count), 0.16), 1.8, 4.5);
        for (int i = 0; i < _classes.Count; i++)
        {
            string color = PlotColors.Of(i, _classes.Count);
            svg.Open("g", ("fill", color), ("fill-opacity", "0.8"), ("stroke", "#fff"), ("stroke-width", "0.5"));
            svg.Title(_classes[i].Group == null ? _classes[i].Name : $"{_classes[i].Name} ({_classes[i].Group})");
            foreach (PlotPoint point in _classes[i].Points)
            {
                if (double.IsFinite(point.X) && double.IsFinite(point.Y))
                {
                    PlotMarker.Draw(svg, Marker(i), x.Position(point.X), y.Position(point.Y), radius);
                }
            }
            svg.Close();
        }
        frame.DrawLegend(asLines: false);
        return svg.Finish();
    }

    /// <summary>Writes the picture to a file, which appears whole or not at all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Width or Height is too small.</exception>
    public void Save(string path) => SvgWriter.Save(path, ToSvg());

    private string Describe(string? group)
    {
        int count = _classes.Count(c => c.Group == group);
        string classes = count == 1 ? "1 class" : FormattableString.Invariant($"{count} classes");
        return group == null ? classes : $"{group}: {classes}";
    }
}
