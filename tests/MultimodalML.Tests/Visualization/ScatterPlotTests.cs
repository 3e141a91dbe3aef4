using System.Globalization;
using System.Xml.Linq;
using MultimodalML.Visualization;

namespace MultimodalML.Tests.Visualization;

public class ScatterPlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ToSvg_FewClasses_DrawsEveryPointAndNamesEveryClass()
    {
        var plot = new ScatterPlot { Title = "Three", XLabel = "width [cm]", YLabel = "height [cm]" };
        for (int c = 0; c < 3; c++)
        {
            plot.Add($"class {c}", [.. Enumerable.Range(0, 5).Select(i => new PlotPoint(i, c * i))]);
        }
        XElement svg = XDocument.Parse(plot.ToSvg()).Root!;
        Assert.Equal("img", (string?)svg.Attribute("role"));
        Assert.Equal("Three", (string?)svg.Attribute("aria-label"));
        Assert.Equal("Three", svg.Element(s_svg + "title")!.Value);
        Assert.Equal(15 + 3, svg.Descendants(s_svg + "circle").Count()); // and three in the legend
        string[] texts = [.. svg.Descendants(s_svg + "text").Select(t => t.Value)];
        Assert.All(["Three", "width [cm]", "height [cm]", "class 0", "class 1", "class 2"], text => Assert.Contains(text, texts));
        Assert.Equal(3, svg.Elements(s_svg + "g").Where(g => g.Element(s_svg + "title") != null).Select(g => (string?)g.Attribute("fill")).Distinct().Count());
    }

    [Fact]
    public void ToSvg_AllPoints_LieInThePicture()
    {
        var random = new Random(1);
        var plot = new ScatterPlot { Width = 400, Height = 300 };
        plot.Add("cloud", [.. Enumerable.Range(0, 200).Select(_ => new PlotPoint((random.NextDouble() * 2e5) - 1e5, random.NextDouble() * 1e-3))]);
        foreach (XElement circle in XDocument.Parse(plot.ToSvg()).Descendants(s_svg + "circle"))
        {
            Assert.InRange(double.Parse((string)circle.Attribute("cx")!, CultureInfo.InvariantCulture), 0, 400);
            Assert.InRange(double.Parse((string)circle.Attribute("cy")!, CultureInfo.InvariantCulture), 0, 300);
        }
    }

    [Fact]
    public void ToSvg_HundredClassesInGroups_LegendNamesTheGroups()
    {
        var plot = new ScatterPlot { Title = "Layout", IsLayout = true };
        for (int c = 0; c < 100; c++)
        {
            plot.Add($"class {c}", [new PlotPoint(c % 10, c / 10)], c < 30 ? "known" : "unknown");
        }
        XElement svg = XDocument.Parse(plot.ToSvg()).Root!;
        Assert.Equal(["Layout", "known: 30 classes", "unknown: 70 classes"], svg.Descendants(s_svg + "text").Select(t => t.Value));
        Assert.Equal(30 + 1, svg.Descendants(s_svg + "circle").Count());
        Assert.Equal(70 + 1, svg.Descendants(s_svg + "polygon").Count());
        Assert.Equal(100, svg.Elements(s_svg + "g").Where(g => g.Element(s_svg + "title") != null).Select(g => (string?)g.Attribute("fill")).Distinct().Count());
    }

    [Fact]
    public void ToSvg_NamesThatXmlCannotHold_AreEscaped()
    {
        var plot = new ScatterPlot { Title = "a < b & \"c\" \u0001 \uD800" };
        plot.Add("<script>", [new PlotPoint(1, 2)], "R&D");
        plot.Add("plain", [new PlotPoint(2, 2)]);
        XElement svg = XDocument.Parse(plot.ToSvg()).Root!;
        Assert.Equal("a < b & \"c\" \uFFFD \uFFFD", svg.Element(s_svg + "title")!.Value);
        Assert.Contains("<script> (R&D)", svg.Descendants(s_svg + "text").Select(t => t.Value));
        Assert.Empty(svg.Descendants(s_svg + "script"));
    }

    [Fact]
    public void ToSvg_NothingOrOddPoints_IsStillAPicture()
    {
        Assert.Equal("svg", XDocument.Parse(new ScatterPlot().ToSvg()).Root!.Name.LocalName);
        var plot = new ScatterPlot();
        plot.Add("odd", [new PlotPoint(double.NaN, 1), new PlotPoint(1, double.PositiveInfinity), new PlotPoint(3, 3), new PlotPoint(-1e308, 1e308), new PlotPoint(1e308, 0)]);
        plot.Add("none", []);
        string text = plot.ToSvg();
        Assert.Equal(3 + 2, XDocument.Parse(text).Descendants(s_svg + "circle").Count());
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_OtherCulture_WritesTheSameNumbers()
    {
        var plot = new ScatterPlot();
        plot.Add("a", [new PlotPoint(0.25, 1234.5), new PlotPoint(0.5, 2345.75)]);
        string expected = plot.ToSvg();
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        string actual = plot.ToSvg();
        CultureInfo.CurrentCulture = before;
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Save_ExistingFile_IsReplaced()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".svg");
        try
        {
            var plot = new ScatterPlot { Title = "first" };
            plot.Save(path);
            new ScatterPlot { Title = "second" }.Save(path);
            Assert.Equal("second", (string?)XDocument.Load(path).Root!.Attribute("aria-label"));
            Assert.False(File.Exists(path + ".tmp"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Any_BadArguments_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new ScatterPlot().Add(null!, []));
        Assert.Throws<ArgumentNullException>(() => new ScatterPlot().Add("a", null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScatterPlot { Width = 20 }.ToSvg());
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinePlot { Height = 20 }.ToSvg());
    }
}
