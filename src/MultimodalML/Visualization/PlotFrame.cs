namespace MultimodalML.Visualization;

/// <summary>What both plots have around their data: background, title, axes, legend.</summary>
internal sealed class PlotFrame
{
    private const double LegendRow = 20;
    private const int LongestName = 30;

    private readonly SvgWriter _svg;
    private readonly PlotLegendEntry[] _legend;
    private readonly bool _hasTicks;
    private readonly double _left, _right, _top, _bottom, _legendLeft;

    public PlotFrame(SvgWriter svg, int width, int height, string title, PlotLegendEntry[] legend, bool hasTicks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 200);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 150);
        (_svg, _legend, _hasTicks) = (svg, legend, hasTicks);
        double legendWidth = legend.Length == 0 ? 0 : 44 + (6.6 * legend.Max(entry => Shorten(entry.Name).Length));
        legendWidth = Math.Min(legendWidth, 0.4 * width);
        _left = hasTicks ? 64 : 24;
        _right = width - 24 - legendWidth;
        _top = title.Length == 0 ? 24 : 52;
        _bottom = height - (hasTicks ? 54 : 24);
        _legendLeft = _right + 16;

        // the picture's own light ground, so that it reads the same on a dark page
        svg.Element("rect", ("x", "0.5"), ("y", "0.5"), ("width", SvgWriter.Number(width - 1)), ("height", SvgWriter.Number(height - 1)), ("rx", "8"), ("fill", "#fff"), ("stroke", "#d9dce1"));
        if (title.Length > 0)
        {
            svg.Text(title, ("x", SvgWriter.Number(_left)), ("y", "32"), ("font-size", "17"), ("font-weight", "600"), ("fill", "#1f2430"));
        }
    }

    /// <summary>Axes that hold all finite points with a little room.</summary>
    public (PlotAxis X, PlotAxis Y) Axes(IEnumerable<PlotPoint> points, bool oneScale)
    {
        PlotPoint[] finite = [.. points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))];
        (double lowX, double highX) = Range(finite, p => p.X);
        (double lowY, double highY) = Range(finite, p => p.Y);
        if (oneScale)
        {
            double scale = Math.Max((highX - lowX) / (_right - _left), (highY - lowY) / (_bottom - _top));
            (double middleX, double middleY) = ((lowX + highX) / 2, (lowY + highY) / 2);
            (lowX, highX) = (middleX - (scale * (_right - _left) / 2), middleX + (scale * (_right - _left) / 2));
            (lowY, highY) = (middleY - (scale * (_bottom - _top) / 2), middleY + (scale * (_bottom - _top) / 2));
        }
        return (new PlotAxis(lowX, highX, _left, _right), new PlotAxis(lowY, highY, _bottom, _top));
    }

    public void DrawAxes(PlotAxis x, PlotAxis y, string xLabel, string yLabel)
    {
        if (_hasTicks)
        {
            _svg.Open("g", ("stroke", "#e6e8ec"), ("stroke-width", "1"));
            foreach (double tick in x.Ticks)
            {
                Line(x.Position(tick), _top, x.Position(tick), _bottom);
            }
            foreach (double tick in y.Ticks)
            {
                Line(_left, y.Position(tick), _right, y.Position(tick));
            }
            _svg.Close();
            _svg.Open("g", ("font-size", "12"), ("fill", "#5a6170"));
            foreach (double tick in x.Ticks)
            {
                _svg.Text(x.Label(tick), ("x", SvgWriter.Number(x.Position(tick))), ("y", SvgWriter.Number(_bottom + 18)), ("text-anchor", "middle"));
            }
            foreach (double tick in y.Ticks)
            {
                _svg.Text(y.Label(tick), ("x", SvgWriter.Number(_left - 8)), ("y", SvgWriter.Number(y.Position(tick) + 4)), ("text-anchor", "end"));
            }
            _svg.Close();
            _svg.Open("g", ("stroke", "#8d94a1"), ("stroke-width", "1"));
            Line(_left, _bottom, _right, _bottom);
            Line(_left, _top, _left, _bottom);
            _svg.Close();
        }
        else
        {
            _svg.Element("rect", ("x", SvgWriter.Number(_left)), ("y", SvgWriter.Number(_top)), ("width", SvgWriter.Number(_right - _left)), ("height", SvgWriter.Number(_bottom - _top)), ("fill", "none"), ("stroke", "#e6e8ec"));
        }

        (string middleX, string middleY) = (SvgWriter.Number((_left + _right) / 2), SvgWriter.Number((_top + _bottom) / 2));
        if (xLabel.Length > 0 && _hasTicks)
        {
            _svg.Text(xLabel, ("x", middleX), ("y", SvgWriter.Number(_bottom + 40)), ("font-size", "13"), ("fill", "#1f2430"), ("text-anchor", "middle"));
        }
        if (yLabel.Length > 0 && _hasTicks)
        {
            _svg.Text(yLabel, ("transform", $"translate(16 {middleY}) rotate(-90)"), ("font-size", "13"), ("fill", "#1f2430"), ("text-anchor", "middle"));
        }
    }

    public void DrawLegend(bool asLines)
    {
        int rows = Math.Max(1, (int)((_bottom - _top) / LegendRow));
        bool cut = _legend.Length > rows;
        int shown = cut ? rows - 1 : _legend.Length;
        for (int i = 0; i < shown; i++)
        {
            PlotLegendEntry entry = _legend[i];
            double middle = _top + 8 + (i * LegendRow);
            if (asLines)
            {
                _svg.Open("g", ("stroke", entry.Color), ("stroke-width", "2.5"), ("stroke-dasharray", entry.Dash));
                Line(_legendLeft, middle, _legendLeft + 22, middle);
                _svg.Close();
            }
            else
            {
                _svg.Open("g", ("fill", entry.Color));
                PlotMarker.Draw(_svg, entry.Marker, _legendLeft + 8, middle, 5);
                _svg.Close();
            }
            Name(Shorten(entry.Name), middle);
        }
        if (cut)
        {
            Name(FormattableString.Invariant($"and {_legend.Length - shown} more"), _top + 8 + (shown * LegendRow));
        }

        void Name(string text, double middle) =>
            _svg.Text(text, ("x", SvgWriter.Number(_legendLeft + (asLines ? 28 : 20))), ("y", SvgWriter.Number(middle + 4)), ("font-size", "12"), ("fill", "#1f2430"));
    }

    private void Line(double x1, double y1, double x2, double y2) =>
        _svg.Element("line", ("x1", SvgWriter.Number(x1)), ("y1", SvgWriter.Number(y1)), ("x2", SvgWriter.Number(x2)), ("y2", SvgWriter.Number(y2)));

    private static string Shorten(string name) => name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");

    private static (double Low, double High) Range(PlotPoint[] points, Func<PlotPoint, double> coordinate)
    {
        if (points.Length == 0)
        {
            return (0, 1);
        }

        (double low, double high) = (points.Min(coordinate), points.Max(coordinate));
        double room = Math.Max((high / 2 - low / 2) * 0.08, Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9); // 4 % on both sides; a range that double can hold
        room = low == high ? Math.Max(0.5, Math.Abs(low) * 0.1) : room;
        double from = low >= 0 && low < room ? 0 : low - room; // data from 0 on begins at the axis
        return (Math.Max(from, -double.MaxValue), Math.Min(high + room, double.MaxValue));
    }
}
