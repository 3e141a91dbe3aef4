using System.Xml.Linq;
using MultimodalML.Visualization;

namespace MultimodalML.Tests.Visualization;

public class LinePlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ToSvg_Curves_AreDrawnAndNamed()
    {
        var plot = new LinePlot { Title = "Loss", XLabel = "epoch", YLabel = "loss [nats]" };
        plot.Add("train", [.. Enumerable.Range(1, 20).Select(i => new PlotPoint(i, 1.0 / i))]);
        plot.Add("validation", [.. Enumerable.Range(1, 20).Select(i => new PlotPoint(i, 1.2 / i))]);
        XElement svg = XDocument.Parse(plot.ToSvg()).Root!;
        Assert.Equal(2, svg.Descendants(s_svg + "polyline").Count());
        Assert.All(svg.Descendants(s_svg + "polyline"), line => Assert.Equal(20, ((string)line.Attribute("points")!).Split(' ').Length));
        Assert.All(["Loss", "epoch", "loss [nats]", "train", "validation"], text => Assert.Contains(text, svg.Descendants(s_svg + "text").Select(t => t.Value)));
    }

    [Fact]
    public void ToSvg_GapsAndLonePoints_BreakTheCurve()
    {
        var plot = new LinePlot();
        plot.Add("", [new(0, 1), new(1, 2), new(2, double.NaN), new(3, 3), new(4, double.PositiveInfinity)]);
        XElement[] pieces = [.. XDocument.Parse(plot.ToSvg()).Descendants(s_svg + "polyline")];
        Assert.Equal(2, pieces.Length);
        string[] lone = ((string)pieces[1].Attribute("points")!).Split(' ');
        Assert.Equal(2, lone.Length);
        Assert.Equal(lone[0], lone[1]);
    }

    [Fact]
    public void ToSvg_MoreCurvesThanTheLegendHolds_SaysHowManyMore()
    {
        var plot = new LinePlot { Height = 200 };
        for (int i = 0; i < 30; i++)
        {
            plot.Add($"curve {i}", [new(0, i), new(1, i)]);
        }
        string[] texts = [.. XDocument.Parse(plot.ToSvg()).Descendants(s_svg + "text").Select(t => t.Value)];
        int named = texts.Count(t => t.StartsWith("curve", StringComparison.Ordinal));
        Assert.InRange(named, 1, 29);
        Assert.Contains($"and {30 - named} more", texts);
    }

    [Theory]
    [InlineData(0.0, 1.0, new[] { "0.0", "0.2", "0.4", "0.6", "0.8", "1.0" })]
    [InlineData(-3.0, 7.0, new[] { "−2", "0", "2", "4", "6" })]
    [InlineData(0.0, 2500.0, new[] { "0", "500", "1,000", "1,500", "2,000", "2,500" })]
    [InlineData(0.0, 4e9, new[] { "0E0", "1E9", "2E9", "3E9", "4E9" })]
    [InlineData(0.981, 0.992, new[] { "0.982", "0.984", "0.986", "0.988", "0.990", "0.992" })]
    public void Axis_Ticks_AreRoundAndFewAndInside(double low, double high, string[] expected)
    {
        var axis = new PlotAxis(low, high, 0, 400);
        Assert.Equal(expected, axis.Ticks.Select(axis.Label));
        Assert.Equal(0, axis.Position(low), tolerance: 1e-9);
        Assert.Equal(400, axis.Position(high), tolerance: 1e-9);
    }
}
