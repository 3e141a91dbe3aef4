using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>How many rows of each class were taken for which.</summary>
public sealed class ConfusionMatrix
{
    private readonly string[] _classNames;

    internal ConfusionMatrix(double[][] counts, string[] classNames)
    {
        Counts = counts;
        _classNames = classNames;
        int size = counts.Length;
        double[] predicted = [.. Enumerable.Range(0, size).Select(i => counts.Sum(row => row[i]))];
        PerClassPrecision = [.. counts.Select((row, i) => predicted[i] > 0 ? row[i] / predicted[i] : 0)];
        PerClassRecall = [.. counts.Select((row, i) => row.Sum() is var actual && actual > 0 ? row[i] / actual : 0)];
    }

    /// <summary>Per class: right among the rows predicted as it; 0 where there are none.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>Per class: right among its rows; 0 where there are none.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>[actual][predicted].</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    public int NumberOfClasses => Counts.Count;

    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        RequireClass(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        RequireClass(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    /// <summary>A table for people: a row per actual class with its recall, a column per predicted class with its precision. Long names stand by numbers in the head.</summary>
    public string GetFormattedConfusionTable()
    {
        int columnWidth = NumberOfClasses == 2 ? 8 : 5;
        int longest = _classNames.Max(name => name.Length);
        bool numbersInHead = longest > columnWidth;
        int digits = numbersInHead ? Text(NumberOfClasses - 1).Length : 0;
        int padding = Math.Max(9, numbersInHead ? longest + digits + 2 : longest);
        string rule = new string('=', (NumberOfClasses > 2 ? 8 : 11) * NumberOfClasses);
        var table = new StringBuilder().AppendLine().AppendLine("Confusion table");
        table.Append(' ', padding + 1).Append("||").AppendLine(rule);
        table.Append("PREDICTED".PadRight(padding)).Append(" ||");
        for (int i = 0; i < NumberOfClasses; i++)
        {
            table.Append(' ').Append((numbersInHead ? Text(i) : _classNames[i]).PadLeft(columnWidth)).Append(" |");
        }
        table.AppendLine(" Recall").Append("TRUTH".PadRight(padding)).Append(" ||").AppendLine(rule);
        for (int i = 0; i < NumberOfClasses; i++)
        {
            string name = numbersInHead ? $"{Text(i).PadLeft(digits)}. {_classNames[i].PadLeft(padding - digits - 2)}" : _classNames[i].PadLeft(padding);
            table.Append(name).Append(" ||");
            foreach (double count in Counts[i])
            {
                table.Append(' ').Append(count.ToString("N0", CultureInfo.InvariantCulture).PadLeft(columnWidth)).Append(" |");
            }
            table.Append(' ').AppendLine(PerClassRecall[i].ToString("F4", CultureInfo.InvariantCulture).PadLeft(5));
        }
        table.Append(' ', padding + 1).Append("||").AppendLine(rule).Append("Precision".PadRight(padding)).Append(" ||");
        foreach (double precision in PerClassPrecision)
        {
            table.Append(precision.ToString("N4", CultureInfo.InvariantCulture).PadLeft(columnWidth + 1)).Append(" |");
        }
        return table.AppendLine().ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void RequireClass(int index, string name)
    {
        if (index < 0 || index >= NumberOfClasses)
        {
            throw new ArgumentOutOfRangeException(name, index, "Invalid index. Should be non-negative, less than the number of classes.");
        }
    }
}
