namespace MultimodalML.Visualization;

/// <summary>Colours that stay apart on white, also for most colour-blind eyes.</summary>
internal static class PlotColors
{
    /// <summary>So many classes have colours of their own.</summary>
    public const int Distinct = 10;

    /// <summary>Stands for many colours at once.</summary>
    public const string Neutral = "#717581";

    // Petroff 2021, arXiv:2107.02270: the sequence of ten
    private static readonly string[] s_sequence = ["#3f90da", "#ffa90e", "#bd1f01", "#832db6", "#94a4a2", "#a96b59", "#e76300", "#b9ac70", "#717581", "#92dadd"];

    /// <summary>Colour of class <paramref name="index"/> of <paramref name="count"/>.</summary>
    public static string Of(int index, int count)
    {
        if (count <= Distinct)
        {
            return s_sequence[index];
        }

        // neighbours in the list land far apart on the circle: the golden angle, with three lightnesses in turn
        double lightness = 0.38 + (0.11 * (index % 3));
        return Hex(index * 137.50776 % 360, saturation: 0.7, lightness);
    }

    private static string Hex(double hue, double saturation, double lightness)
    {
        double range = saturation * Math.Min(lightness, 1 - lightness);
        int Channel(double offset)
        {
            double place = (offset + (hue / 30)) % 12;
            return (int)Math.Round(255 * (lightness - (range * Math.Clamp(Math.Min(place - 3, 9 - place), -1, 1))));
        }
        return FormattableString.Invariant($"#{Channel(0):x2}{Channel(8):x2}{Channel(4):x2}");
    }
}
