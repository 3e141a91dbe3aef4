using MultimodalML.Persistence;

namespace MultimodalML.Fusion;

/// <summary>Moves and scales every dimension of a modality so that its values scatter around 0 with deviation 1; a lopsided one is bent first.</summary>
/// <remarks>
/// <para>A dimension of skewness above 1 becomes √(x − min), one below −1 becomes −√(max − x); a value outside the range that was learned keeps its sign: sign(v) √|v|.</para>
/// <para>Then y = (x − mean) / deviation; with labels the deviation is the one within classes, √(Σ (x − class mean)² / (rows − classes)), so that a dimension which tells the classes
/// apart keeps its weight. A dimension that does not vary (beyond rounding) is always 0.</para>
/// </remarks>
internal sealed class ModalityScaling
{
    private const double Lopsided = 1; // skewness from which a dimension is bent
    private const double Rounding = 1e-6; // a deviation below this share of the mean is noise of float32
    private const double SmallestWithin = 0.05; // of the total deviation: a dimension that is the same throughout each class must not outweigh all others
    private const double SmallestOfAll = 1e-3; // of the deviation of all values: a dimension that hardly ever varies must not be blown up when it does

    private readonly float[] _bends; // 1 for the root from below, −1 for the root from above, 0 for none
    private readonly float[] _anchors; // min or max
    private readonly float[] _means;
    private readonly float[] _factors; // 1 / deviation, or 0

    private ModalityScaling(float[] bends, float[] anchors, float[] means, float[] factors) =>
        (_bends, _anchors, _means, _factors) = (bends, anchors, means, factors);

    public int Length => _means.Length;

    /// <summary>The change of y with x, 1 / deviation, where a dimension is not bent.</summary>
    public ReadOnlySpan<float> Factors => _factors;

    public static ModalityScaling None(int length) => new(new float[length], new float[length], new float[length], Enumerable.Repeat(1f, length).ToArray());

    /// <param name="rows">[rows, length], row-major; overwritten.</param>
    /// <param name="length">Dimensions.</param>
    /// <param name="labels">A class a row, below 0 for none; all the same to take the whole deviation.</param>
    /// <param name="totalShare">Share of the total variance that is added to that within classes.</param>
    /// <param name="isUniform">Whether all dimensions have the same factor: that of the mean variance.</param>
    public static ModalityScaling Learn(float[] rows, int length, int[] labels, double totalShare = 0, bool isUniform = false)
    {
        if (labels.Length == 0)
        {
            return None(length);
        }

        (var bends, var anchors) = (new float[length], new float[length]);
        for (int d = 0; d < length; d++)
        {
            (bends[d], anchors[d]) = Bend(rows, length, d);
        }

        var scaling = new ModalityScaling(bends, anchors, new float[length], Enumerable.Repeat(1f, length).ToArray());
        scaling.Apply(rows); // only bends so far
        float[] means = ClassMeans.Mean(rows, length);
        double[] total = Deviations(rows, length, means, labels.Length);
        double all = Math.Sqrt(rows.Average(v => (double)v * v) - Math.Pow(rows.Average(v => (double)v), 2));
        double[] within = Within(rows, length, labels);
        for (int d = 0; d < length; d++)
        {
            double own = Math.Sqrt((within[d] * within[d]) + (totalShare * total[d] * total[d]));
            double deviation = Math.Max(own, Math.Max(SmallestWithin * total[d], SmallestOfAll * all));
            scaling._factors[d] = total[d] > Rounding * Math.Abs(means[d]) ? (float)(1 / deviation) : 0;
            scaling._means[d] = means[d];
        }
        if (isUniform)
        {
            double variance = scaling._factors.Average(factor => factor == 0 ? 0 : Math.Pow(factor, -2));
            Array.Fill(scaling._factors, variance > 0 ? (float)(1 / Math.Sqrt(variance)) : 0);
        }
        return scaling;
    }

    /// <summary>Scales rows in place.</summary>
    /// <param name="rows">[rows, length], row-major.</param>
    public void Apply(Span<float> rows)
    {
        for (int start = 0; start < rows.Length; start += _means.Length)
        {
            Span<float> row = rows.Slice(start, _means.Length);
            for (int d = 0; d < row.Length; d++)
            {
                float value = row[d];
                if (_bends[d] != 0)
                {
                    float distance = (value - _anchors[d]) * _bends[d];
                    value = MathF.CopySign(MathF.Sqrt(MathF.Abs(distance)), distance) * _bends[d];
                }
                row[d] = (value - _means[d]) * _factors[d];
            }
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.WriteArray<float>(_bends);
        writer.WriteArray<float>(_anchors);
        writer.WriteArray<float>(_means);
        writer.WriteArray<float>(_factors);
    }

    /// <exception cref="InvalidDataException">The arrays differ in length.</exception>
    public static ModalityScaling Read(BinaryReader reader)
    {
        var scaling = new ModalityScaling(reader.ReadArray<float>(), reader.ReadArray<float>(), reader.ReadArray<float>(), reader.ReadArray<float>());
        int length = scaling.Length;
        return scaling._bends.Length == length && scaling._anchors.Length == length && scaling._factors.Length == length
            ? scaling
            : throw new InvalidDataException("The model's scaling does not fit itself; the file is damaged.");
    }

    private static (float Bend, float Anchor) Bend(float[] rows, int length, int d)
    {
        int count = rows.Length / length;
        (double sum, float min, float max) = (0, float.PositiveInfinity, float.NegativeInfinity);
        for (int i = d; i < rows.Length; i += length)
        {
            (sum, min, max) = (sum + rows[i], Math.Min(min, rows[i]), Math.Max(max, rows[i]));
        }

        (double mean, double second, double third) = (sum / Math.Max(count, 1), 0, 0);
        for (int i = d; i < rows.Length; i += length)
        {
            double difference = rows[i] - mean;
            second += difference * difference / count;
            third += difference * difference * difference / count;
        }

        double skewness = Math.Sqrt(second) > Rounding * Math.Abs(mean) ? third / Math.Pow(second, 1.5) : 0;
        return skewness > Lopsided ? (1, min) : skewness < -Lopsided ? (-1, max) : (0, 0);
    }

    /// <summary>Deviations of the rows that have a label from the mean of their class; without labels, of all.</summary>
    private static double[] Within(float[] rows, int length, int[] labels)
    {
        int[] labelled = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] >= 0)];
        if (labelled.Length > 0 && labelled.Length < labels.Length)
        {
            rows = [.. labelled.SelectMany(row => rows.AsSpan(row * length, length).ToArray())];
            labels = [.. labelled.Select(row => labels[row])];
        }

        int freedom = ClassMeans.Subtract(rows, length, labels);
        return Deviations(rows, length, new float[length], freedom);
    }

    private static double[] Deviations(float[] rows, int length, float[] means, int count)
    {
        var squares = new double[length];
        for (int i = 0; i < rows.Length; i++)
        {
            double difference = rows[i] - means[i % length];
            squares[i % length] += difference * difference;
        }
        return Array.ConvertAll(squares, square => Math.Sqrt(square / Math.Max(count, 1)));
    }
}
