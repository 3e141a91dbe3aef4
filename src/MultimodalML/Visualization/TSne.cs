namespace MultimodalML.Visualization;

/// <summary>t-SNE: lays vectors out in the plane so that neighbours stay neighbours.</summary>
/// <remarks>
/// <para>Minimises KL(P‖Q) = Σᵢⱼ pᵢⱼ ln(pᵢⱼ / qᵢⱼ), where pᵢⱼ is a symmetrised Gaussian similarity over the 3 · perplexity nearest neighbours, its width fitted to the perplexity for each point, and
/// qᵢⱼ = (1 + |yᵢ − yⱼ|²)⁻¹ / Σ. Gradient descent with momentum and per-coordinate gains.</para>
/// <para>Distances within a cluster and between near neighbours mean something; sizes of clusters and gaps between far ones do not.</para>
/// <para>Sources: van der Maaten and Hinton, "Visualizing Data using t-SNE", JMLR 9, 2008; van der Maaten, "Accelerating t-SNE using Tree-Based Algorithms", JMLR 15, 2014.</para>
/// </remarks>
public sealed class TSne
{
    private const int ProgressInterval = 50;

    private readonly TSneOptions _options;

    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public TSne(TSneOptions? options = null)
    {
        _options = options ?? new TSneOptions();
        _options.Validate();
    }

    /// <summary>Lays out the rows of a matrix.</summary>
    /// <param name="vectors">[count, length] row-major, all finite. Constant columns and equal rows are fine.</param>
    /// <param name="length">Values in a row, at least 1.</param>
    /// <returns>One point a row, around the origin. No rows: none; one row: the origin.</returns>
    /// <exception cref="ArgumentOutOfRangeException">length is below 1.</exception>
    /// <exception cref="ArgumentException">vectors is no whole number of rows, or holds NaN or an infinite value.</exception>
    public PlotPoint[] Embed(ReadOnlySpan<float> vectors, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (vectors.Length % length != 0)
        {
            throw new ArgumentException($"vectors has {vectors.Length} values; that is no whole number of rows of {length}.", nameof(vectors));
        }
        for (int i = 0; i < vectors.Length; i++)
        {
            if (!float.IsFinite(vectors[i]))
            {
                throw new ArgumentException($"Row {i / length} holds {vectors[i]} at place {i % length}; all values must be finite. Leave such rows out.", nameof(vectors));
            }
        }

        int count = vectors.Length / length;
        if (count < 2)
        {
            return new PlotPoint[count];
        }

        float[] centred = PrincipalPlane.Centre(vectors, length);
        var affinities = TSneAffinities.FromVectors(centred, length, _options.Perplexity);
        (double[] x, double[] y) = Start(centred, length);
        Descend(new TSneGradient(affinities, count <= _options.ExactLimit ? null : _options.Theta), x, y);
        return [.. x.Select((value, i) => new PlotPoint(value, y[i]))];
    }

    private (double[] X, double[] Y) Start(float[] centred, int length)
    {
        int count = centred.Length / length;
        var random = new PortableRandom(_options.Seed);
        double[][] axes = _options.Initialization == TSneInitialization.Random ? [new double[count], new double[count]] : PrincipalPlane.Project(centred, length, random);
        double spread = Math.Sqrt(axes[0].Sum(v => v * v) / count);
        foreach (double[] axis in axes)
        {
            bool flat = !(axis.Sum(v => v * v) > 1e-12 * spread * spread * count);
            for (int i = 0; i < count; i++)
            {
                axis[i] = 1e-4 * (flat ? random.NextNormal() : axis[i] / spread);
            }
        }
        return (axes[0], axes[1]);
    }

    private void Descend(TSneGradient gradient, double[] x, double[] y)
    {
        int count = x.Length;
        double rate = _options.LearningRate ?? Math.Max(50, count / _options.EarlyExaggeration / 4);
        int early = Math.Min(250, _options.Iterations / 4);
        var horizontal = new Axis(x, rate);
        var vertical = new Axis(y, rate);
        for (int iteration = 0; iteration < _options.Iterations && !_options.CancellationToken.IsCancellationRequested; iteration++)
        {
            gradient.Compute(x, y, iteration < early ? _options.EarlyExaggeration : 1, horizontal.Gradient, vertical.Gradient);
            double momentum = iteration < early ? 0.5 : 0.8;
            horizontal.Step(momentum);
            vertical.Step(momentum);
            int done = iteration + 1;
            if (_options.Progress != null && (done % ProgressInterval == 0 || done == _options.Iterations))
            {
                _options.Progress.Report(new TSneProgress(done, _options.Iterations, gradient.Divergence(x, y)));
            }
        }
    }

    /// <summary>One coordinate of all points with its descent state.</summary>
    private sealed class Axis(double[] positions, double rate)
    {
        private readonly double[] _velocity = new double[positions.Length];
        private readonly double[] _gains = [.. Enumerable.Repeat(1.0, positions.Length)];

        public double[] Gradient { get; } = new double[positions.Length];

        public void Step(double momentum)
        {
            double mean = 0;
            for (int i = 0; i < positions.Length; i++)
            {
                bool turned = Gradient[i] * _velocity[i] > 0; // the step before went uphill as seen from here
                _gains[i] = Math.Max(0.01, turned ? _gains[i] * 0.8 : _gains[i] + 0.2);
                _velocity[i] = (momentum * _velocity[i]) - (rate * _gains[i] * Gradient[i]);
                positions[i] += _velocity[i];
                mean += positions[i];
            }
            mean /= positions.Length;
            for (int i = 0; i < positions.Length; i++)
            {
                positions[i] -= mean;
            }
        }
    }
}
