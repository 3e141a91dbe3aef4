using System.Numerics;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;

namespace MultimodalML.Visualization;

/// <summary>The gradient of <see cref="TSne"/>'s divergence: attraction along the affinities, repulsion between all points.</summary>
/// <remarks>∂KL/∂yᵢ = 4 Σⱼ (pᵢⱼ − qᵢⱼ)(1 + |yᵢ − yⱼ|²)⁻¹(yᵢ − yⱼ): van der Maaten and Hinton 2008, equation 5.</remarks>
internal sealed class TSneGradient
{
    private readonly TSneAffinities _affinities;
    private readonly double _theta;
    private readonly QuadTree? _tree;
    private readonly double[] _repulsionX, _repulsionY, _similarity;

    /// <param name="affinities">P.</param>
    /// <param name="theta">Barnes-Hut's accuracy; null repels all pairs exactly.</param>
    public TSneGradient(TSneAffinities affinities, double? theta)
    {
        int count = affinities.Starts.Length - 1;
        _affinities = affinities;
        _theta = theta ?? 0;
        _tree = theta == null ? null : new QuadTree();
        (_repulsionX, _repulsionY, _similarity) = (new double[count], new double[count], new double[count]);
    }

    /// <summary>The gradient at the layout (x, y), with P multiplied by <paramref name="exaggeration"/>.</summary>
    public void Compute(double[] x, double[] y, double exaggeration, double[] gradientX, double[] gradientY)
    {
        Repel(x, y);
        double normaliser = _similarity.Sum();
        Parallelism.For(x.Length, 64, new AttractionJob { Gradient = this, X = x, Y = y, Exaggeration = exaggeration, Normaliser = normaliser, GradientX = gradientX, GradientY = gradientY });
    }

    /// <summary>KL(P‖Q) at the layout, in nats.</summary>
    public double Divergence(double[] x, double[] y)
    {
        Repel(x, y);
        double normaliser = _similarity.Sum();
        double divergence = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int entry = _affinities.Starts[i]; entry < _affinities.Starts[i + 1]; entry++)
            {
                int j = _affinities.Neighbours[entry];
                double p = _affinities.Values[entry];
                if (p > 0)
                {
                    double distance = ((x[i] - x[j]) * (x[i] - x[j])) + ((y[i] - y[j]) * (y[i] - y[j]));
                    divergence += p * Math.Log(p * normaliser * (1 + distance));
                }
            }
        }
        return divergence;
    }

    /// <summary>For every point Σ (1 + d²)⁻² (yᵢ − yⱼ) and Σ (1 + d²)⁻¹ over all others.</summary>
    private void Repel(double[] x, double[] y)
    {
        _tree?.Build(x, y, _theta);
        Parallelism.For(x.Length, 32, new RepulsionJob { Gradient = this, X = x, Y = y });
    }

    private struct RepulsionJob : IRangeJob
    {
        public TSneGradient Gradient;
        public double[] X, Y;

        public readonly void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                (Gradient._repulsionX[i], Gradient._repulsionY[i], Gradient._similarity[i]) =
                    Gradient._tree?.Repulsion(X[i], Y[i]) ?? AllPairs(X, Y, X[i], Y[i]);
            }
        }

        private static (double X, double Y, double Similarity) AllPairs(double[] x, double[] y, double atX, double atY)
        {
            ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x), ys = MemoryMarshal.Cast<double, Vector<double>>(y);
            Vector<double> forceX = default, forceY = default, similarities = default;
            for (int j = 0; j < xs.Length; j++)
            {
                Vector<double> dx = new Vector<double>(atX) - xs[j], dy = new Vector<double>(atY) - ys[j];
                Vector<double> similarity = Vector<double>.One / (Vector<double>.One + (dx * dx) + (dy * dy));
                similarities += similarity;
                similarity *= similarity;
                forceX += similarity * dx;
                forceY += similarity * dy;
            }

            (double sumX, double sumY, double sum) = (Vector.Sum(forceX), Vector.Sum(forceY), Vector.Sum(similarities) - 1); // the point itself gave 1
            for (int j = xs.Length * Vector<double>.Count; j < x.Length; j++)
            {
                (double dx, double dy) = (atX - x[j], atY - y[j]);
                double similarity = 1 / (1 + (dx * dx) + (dy * dy));
                sum += similarity;
                sumX += similarity * similarity * dx;
                sumY += similarity * similarity * dy;
            }
            return (sumX, sumY, sum);
        }
    }

    private struct AttractionJob : IRangeJob
    {
        public TSneGradient Gradient;
        public double[] X, Y, GradientX, GradientY;
        public double Exaggeration, Normaliser;

        public readonly void Run(int from, int to)
        {
            TSneAffinities affinities = Gradient._affinities;
            for (int i = from; i < to; i++)
            {
                (double sumX, double sumY) = (0, 0);
                for (int entry = affinities.Starts[i]; entry < affinities.Starts[i + 1]; entry++)
                {
                    int j = affinities.Neighbours[entry];
                    (double dx, double dy) = (X[i] - X[j], Y[i] - Y[j]);
                    double force = affinities.Values[entry] / (1 + (dx * dx) + (dy * dy));
                    sumX += force * dx;
                    sumY += force * dy;
                }
                GradientX[i] = 4 * ((Exaggeration * sumX) - (Gradient._repulsionX[i] / Normaliser));
                GradientY[i] = 4 * ((Exaggeration * sumY) - (Gradient._repulsionY[i] / Normaliser));
            }
        }
    }
}
