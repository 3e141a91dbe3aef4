namespace MultimodalML.Visualization;

/// <summary>Marker shapes of equal weight to the eye.</summary>
internal static class PlotMarker
{
    private static readonly (double X, double Y)[][] s_shapes =
    [
        [], // circle
        [(0, -1.25), (1.15, 0.8), (-1.15, 0.8)], // triangle
        [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)], // square
        [(0, -1.35), (1.1, 0), (0, 1.35), (-1.1, 0)], // diamond
        [(0, 1.25), (1.15, -0.8), (-1.15, -0.8)], // triangle downwards
        [(-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)], // cross
    ];

    public static void Draw(SvgWriter svg, int shape, double x, double y, double radius)
    {
        (double X, double Y)[] corners = s_shapes[shape % s_shapes.Length];
        if (corners.Length == 0)
        {
            svg.Element("circle", ("cx", SvgWriter.Number(x)), ("cy", SvgWriter.Number(y)), ("r", SvgWriter.Number(radius)));
        }
        else
        {
            svg.Element("polygon", ("points", string.Join(' ', corners.Select(c => $"{SvgWriter.Number(x + (radius * c.X))},{SvgWriter.Number(y + (radius * c.Y))}"))));
        }
    }
}
