namespace MultimodalML.Data;

/// <summary>How the items of one class are spread in one modality: independent uniform or normal dimensions.</summary>
internal sealed class ItemDistribution
{
    private static readonly double s_sqrt3 = Math.Sqrt(3);
    private static readonly double s_halfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    private readonly bool _isNormal;
    private readonly double[] _centres;
    private readonly double[] _deviations;
    private readonly double _logScale; // the part of the log-density that no value changes

    public ItemDistribution(int dimensions, double spread, PortableRandom random)
    {
        _isNormal = random.NextDouble() < 0.5;
        _centres = new double[dimensions];
        _deviations = new double[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            _centres[i] = random.NextDouble();
            _deviations[i] = spread * (0.5 + random.NextDouble());
            _logScale -= _isNormal ? Math.Log(_deviations[i]) + s_halfLogTwoPi : Math.Log(2 * s_sqrt3 * _deviations[i]);
        }
    }

    /// <summary>Draws items, row-major.</summary>
    public void Fill(Span<float> items, PortableRandom random)
    {
        for (int i = 0; i < items.Length; i++)
        {
            int dimension = i % _centres.Length;
            do
            {
                double standard = _isNormal ? random.NextNormal() : s_sqrt3 * (2 * random.NextDouble() - 1);
                items[i] = (float)(_centres[dimension] + _deviations[dimension] * standard);
            }
            while (!_isNormal && !IsInside(items[i], dimension)); // rounding to float can leave the support
        }
    }

    /// <summary>ln p(item) in nats; −∞ outside a uniform's support.</summary>
    public double LogDensity(ReadOnlySpan<float> item)
    {
        double sum = _logScale;
        for (int i = 0; i < item.Length; i++)
        {
            if (_isNormal)
            {
                double z = (item[i] - _centres[i]) / _deviations[i];
                sum -= 0.5 * z * z;
            }
            else if (!IsInside(item[i], i))
            {
                return double.NegativeInfinity;
            }
        }

        return sum;
    }

    private bool IsInside(float value, int dimension) => Math.Abs(value - _centres[dimension]) <= s_sqrt3 * _deviations[dimension];
}
