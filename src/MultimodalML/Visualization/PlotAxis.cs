using System.Globalization;

namespace MultimodalML.Visualization;

/// <summary>Maps values to pixels and chooses round values to label.</summary>
internal sealed class PlotAxis
{
    private readonly double _low, _high, _from, _to;

    /// <param name="low">Value at pixel <paramref name="from"/>.</param>
    /// <param name="high">Value at pixel <paramref name="to"/>, above low.</param>
    /// <param name="from">First pixel.</param>
    /// <param name="to">Last pixel; may be the smaller.</param>
    public PlotAxis(double low, double high, double from, double to)
    {
        (_low, _high, _from, _to) = (low, high, from, to);
        double step = RoundStep((high / 2 - low / 2) / Math.Max(1, Math.Abs(to - from) / 160));
        for (double tick = Math.Ceiling(low / step); tick * step <= high + (step * 1e-9) && Ticks.Count < 50; tick++)
        {
            Ticks.Add((tick * step) + 0.0); // no -0
        }
        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        int decimals = (int)Math.Clamp(Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 15);
        Format = largest >= 1e6 || decimals > 4 ? "0.###E0" : decimals == 0 ? "#,0" : "0." + new string('0', decimals);
    }

    public List<double> Ticks { get; } = [];

    public string Format { get; }

    public double Position(double value) => _from + ((value / 2 - _low / 2) / (_high / 2 - _low / 2) * (_to - _from)); // halves: the range itself may overflow

    public string Label(double tick)
    {
        string label = tick.ToString(Format, CultureInfo.InvariantCulture);
        return label.Replace('-', '\u2212');
    }

    /// <summary>The 1, 2 or 5 times a power of ten that is nearest to the value.</summary>
    private static double RoundStep(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double multiple = value / power;
        return (multiple < 1.5 ? 1 : multiple < 3 ? 2 : multiple < 7 ? 5 : 10) * power;
    }
}
