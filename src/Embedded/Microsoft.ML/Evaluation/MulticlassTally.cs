namespace Microsoft.ML.Data;

/// <summary>What one pass over scored rows leaves behind for the multiclass metrics.</summary>
internal sealed class MulticlassTally(int classCount)
{
    private const float SmallestProbability = 1e-15f;
    private readonly double[] _classLogLoss = new double[classCount];
    private readonly double[] _classRows = new double[classCount];
    private readonly long[] _ranks = new long[classCount + 1];
    private double _logLoss;
    private long _rows;
    private long _correct;

    /// <summary>[actual][predicted] counts.</summary>
    public double[][] Confusion { get; } = [.. Enumerable.Range(0, classCount).Select(_ => new double[classCount])];

    /// <summary>Rows whose label was not among the classes of the scores.</summary>
    public long UnseenLabels { get; private set; }

    /// <summary>Takes one row: class probabilities and the true class, which may lie beyond them.</summary>
    public void Add(ReadOnlySpan<float> probabilities, int label)
    {
        bool isKnown = label < classCount;
        float probability = isKnown ? probabilities[label] : 0;
        double logLoss = -Math.Log(Math.Clamp(probability, SmallestProbability, 1));
        int rank = 0, assigned = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            rank += probabilities[i] > probability || (probabilities[i] == probability && i < label) ? 1 : 0;
            assigned = probabilities[i] > probabilities[assigned] ? i : assigned;
        }

        _rows++;
        _logLoss += logLoss;
        _ranks[rank]++;
        if (!isKnown && rank == 0)
        {
            throw new InvalidOperationException($"The label is class {label} of scores for {classCount} classes, and no score is above 0. The scores must be probabilities.");
        }
        if (isKnown)
        {
            _classRows[label]++;
            _classLogLoss[label] += logLoss;
            Confusion[label][rank == 0 ? label : assigned]++;
            _correct += rank == 0 ? 1 : 0;
        }
        else
        {
            UnseenLabels++;
        }
    }

    public double MicroAccuracy => _rows > 0 ? (double)_correct / _rows : 0;

    public double MacroAccuracy
    {
        get
        {
            int[] present = [.. Enumerable.Range(0, classCount).Where(i => _classRows[i] > 0)];
            return present.Length > 0 ? present.Average(i => Confusion[i][i] / _classRows[i]) : 0;
        }
    }

    public double LogLoss => _rows > 0 ? _logLoss / _rows : 0;

    public double LogLossReduction
    {
        get
        {
            double entropy = -_classRows.Where(rows => rows > 0).Sum(rows => rows * Math.Log(rows / _rows)) / _rows;
            return (entropy - LogLoss) / entropy;
        }
    }

    public double[] PerClassLogLoss => [.. _classLogLoss.Select((loss, i) => _classRows[i] > 0 ? loss / _classRows[i] : 0)];

    /// <summary>Share of rows whose label is among the k best, k = 1 to <paramref name="count"/>.</summary>
    public double[] TopKAccuracies(int count)
    {
        var accuracies = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += (double)_ranks[i] / _rows;
            accuracies[i] = sum;
        }
        return accuracies;
    }
}
