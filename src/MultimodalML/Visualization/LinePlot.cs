namespace MultimodalML.Visualization;

/// <summary>Named curves, as an SVG picture.</summary>
/// <remarks>Colours as in <see cref="ScatterPlot"/>; beyond the fourth, curves are also told apart by dashes.</remarks>
public sealed class LinePlot
{
    private static readonly string[] s_dashes = ["", "7 3", "2 3", "9 3 2 3"];

    private readonly List<PlotSeries> _curves = [];

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
    /// <value>At least 150. Default 420.</value>
    public int Height { get; init; } = 420;

    /// <summary>Adds a curve through the points in their order.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="points">A point that is not finite leaves a gap.</param>
    /// <exception cref="ArgumentNullException">name or points is null.</exception>
    public void Add(string name, IReadOnlyList<PlotPoint> points)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(points);
        _curves.Add(new PlotSeries(name, points, null));
    }

    /// <summary>The picture as an SVG document.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Width or Height is too small.</exception>
    public string ToSvg()
    {
        PlotLegendEntry[] legend = [.. _curves.Select((c, i) => new PlotLegendEntry(c.Name, PlotColors.Of(i, _curves.Count), 0, Dash(i)))];
        if (_curves.Count == 1 && _curves[0].Name.Length == 0)
        {
            legend = [];
        }

        var svg = new SvgWriter(Width, Height, Title);
        var frame = new PlotFrame(svg, Width, Height, Title, legend, hasTicks: true);
        (PlotAxis x, PlotAxis y) = frame.Axes(_curves.SelectMany(c => c.Points), oneScale: false);
        frame.DrawAxes(x, y, XLabel, YLabel);
        for (int i = 0; i < _curves.Count; i++)
        {
            svg.Open("g", ("fill", "none"), ("stroke", PlotColors.Of(i, _curves.Count)), ("stroke-width", "2"), ("stroke-linejoin", "round"), ("stroke-linecap", "round"), ("stroke-dasharray", Dash(i)));
            svg.Title(_curves[i].Name);
            foreach (List<PlotPoint> piece in Pieces(_curves[i].Points))
            {
                // a lone point is a line of length zero: its round ends make a dot
                svg.Element("polyline", ("points", string.Join(' ', piece.Concat(piece.Take(piece.Count == 1 ? 1 : 0)).Select(p => $"{SvgWriter.Number(x.Position(p.X))},{SvgWriter.Number(y.Position(p.Y))}"))));
            }
            svg.Close();
        }
        frame.DrawLegend(asLines: true);
        return svg.Finish();
    }

    /// <summary>Writes the picture to a file, which appears whole or not at all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Width or Height is too small.</exception>
    public void Save(string path) => SvgWriter.Save(path, ToSvg());

    private static string Dash(int index) => s_dashes[index / 4 % s_dashes.Length];

    private static List<List<PlotPoint>> Pieces(IReadOnlyList<PlotPoint> points)
    {
        var pieces = new List<List<PlotPoint>>();
        bool gap = true;
        foreach (PlotPoint point in points)
        {
            bool finite = double.IsFinite(point.X) && double.IsFinite(point.Y);
            if (finite && gap)
            {
                pieces.Add([]);
            }
            if (finite)
            {
                pieces[^1].Add(point);
            }
            gap = !finite;
        }
        return pieces;
    }
}
