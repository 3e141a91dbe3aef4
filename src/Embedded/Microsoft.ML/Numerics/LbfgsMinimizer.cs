using System.Numerics.Tensors;

namespace Microsoft.ML.Numerics;

/// <summary>Minimises f(x) + l1 · Σ|xᵢ| by limited-memory BFGS, orthant-wise when l1 or the sign constraint is on.</summary>
/// <remarks>Sources: Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.4; Andrew and Gao, ICML 2007 (OWL-QN); line search: Lewis and Overton 2013.</remarks>
internal sealed class LbfgsMinimizer
{
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;
    private const float ImprovementDecay = 0.25f;
    private const int MaximumSearchSteps = 40;

    /// <summary>Pairs of step and gradient change to remember.</summary>
    public int HistorySize { get; init; } = 20;

    /// <summary>Weight of Σ|xᵢ| over the values from <see cref="FreeCount"/> on.</summary>
    public float L1Weight { get; init; }

    /// <summary>How many leading values (the biases) are not penalised.</summary>
    public int FreeCount { get; init; }

    /// <summary>Keeps every value at or above zero.</summary>
    public bool NonNegative { get; init; }

    /// <summary>Stops when the geometrically weighted mean improvement falls below it.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Most iterations.</summary>
    public int MaximumIterations { get; init; } = int.MaxValue;

    private bool IsConstrained => L1Weight > 0 || NonNegative;

    /// <summary>Moves <paramref name="x"/> to a minimum and gives the value there.</summary>
    /// <param name="objective">Gives f and writes its gradient.</param>
    /// <param name="x">The start, replaced by the minimum.</param>
    /// <param name="iterationDone">Told the iteration and the value after each.</param>
    public double Minimize(Objective objective, float[] x, Action<int, double>? iterationDone = null)
    {
        var gradient = new float[x.Length];
        var newX = new float[x.Length];
        var newGradient = new float[x.Length];
        var descent = new float[x.Length];
        var direction = new float[x.Length];
        float[] mask = IsConstrained ? new float[x.Length] : [];
        var history = new LbfgsHistory(HistorySize, x.Length);
        double value = objective(x, gradient) + Penalty(x);
        if (!double.IsFinite(value))
        {
            throw new InvalidOperationException($"The optimizer cannot start: the loss is {value}.");
        }

        double improvement = 0;
        for (int iteration = 1; iteration <= MaximumIterations; iteration++)
        {
            SteepestDescent(x, gradient, descent);
            descent.CopyTo(direction, 0);
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] = descent[i] != 0 || x[i] != 0 ? 1 : 0;
            }
            history.ApplyInverseHessian(direction, mask);
            KeepSigns(descent, direction);
            double slope = -TensorPrimitives.Dot<float>(direction, descent);
            if (!(slope < 0))
            {
                break; // at the minimum, as far as single precision can tell
            }

            double step = iteration == 1 ? 1 / TensorPrimitives.Norm<float>(direction) : 1;
            double? newValue = IsConstrained
                ? Backtrack(objective, x, value, descent, direction, step, newX, newGradient)
                : Search(objective, x, value, slope, direction, step, newX, newGradient);
            if (newValue is not { } reached)
            {
                break;
            }

            history.Add(x, newX, gradient, newGradient);
            newX.CopyTo(x, 0); // the caller keeps its array
            (gradient, newGradient) = (newGradient, gradient);
            improvement = value - reached + ImprovementDecay * improvement;
            value = reached;
            iterationDone?.Invoke(iteration, value);
            if (improvement * (1 - ImprovementDecay) / (1 - Math.Pow(ImprovementDecay, iteration)) < Tolerance)
            {
                break;
            }
        }
        return value;
    }

    private double Penalty(ReadOnlySpan<float> x) => L1Weight > 0 ? L1Weight * (double)TensorPrimitives.SumOfMagnitudes(x[FreeCount..]) : 0;

    private void SteepestDescent(float[] x, float[] gradient, float[] descent)
    {
        TensorPrimitives.Negate<float>(gradient, descent);
        if (!IsConstrained)
        {
            return;
        }
        for (int i = 0; i < x.Length; i++)
        {
            float l1 = i < FreeCount ? 0 : L1Weight;
            if (NonNegative)
            {
                float steepest = -(gradient[i] + l1);
                descent[i] = x[i] > 0 ? steepest : Math.Max(steepest, 0);
            }
            else if (x[i] != 0)
            {
                descent[i] = -(gradient[i] + MathF.Sign(x[i]) * l1);
            }
            else
            {
                descent[i] = gradient[i] > l1 ? l1 - gradient[i] : gradient[i] < -l1 ? -l1 - gradient[i] : 0;
            }
        }
    }

    private void KeepSigns(float[] descent, float[] direction)
    {
        if (!IsConstrained)
        {
            return;
        }
        for (int i = 0; i < direction.Length; i++)
        {
            if (direction[i] * descent[i] <= 0)
            {
                direction[i] = 0;
            }
        }
    }

    private static double? Search(Objective objective, float[] x, double value, double slope, float[] direction, double step, float[] newX, float[] newGradient)
    {
        double low = 0, high = double.PositiveInfinity;
        double? reached = null;
        for (int i = 0; i < MaximumSearchSteps; i++)
        {
            TensorPrimitives.MultiplyAdd<float>(direction, (float)step, x, newX);
            double newValue = objective(newX, newGradient);
            if (!(newValue <= value + SufficientDecrease * step * slope))
            {
                (high, reached) = (step, null);
            }
            else
            {
                reached = newValue;
                if (TensorPrimitives.Dot<float>(direction, newGradient) >= Curvature * slope)
                {
                    return reached;
                }
                low = step;
            }
            step = double.IsPositiveInfinity(high) ? 2 * low : (low + high) / 2;
        }
        return reached;
    }

    private double? Backtrack(Objective objective, float[] x, double value, float[] descent, float[] direction, double step, float[] newX, float[] newGradient)
    {
        for (int i = 0; i < MaximumSearchSteps; i++)
        {
            TensorPrimitives.MultiplyAdd<float>(direction, (float)step, x, newX);
            double gain = 0;
            for (int j = 0; j < x.Length; j++)
            {
                bool leaves = NonNegative
                    ? newX[j] < 0
                    : j >= FreeCount && newX[j] * (x[j] != 0 ? x[j] : descent[j]) < 0;
                newX[j] = leaves ? 0 : newX[j];
                gain += (double)descent[j] * (newX[j] - x[j]);
            }
            double newValue = objective(newX, newGradient) + Penalty(newX);
            if (newValue <= value - SufficientDecrease * gain)
            {
                return newValue;
            }
            double minimizer = gain / (2 * (gain + newValue - value)); // of the parabola through what is known
            step *= minimizer is >= 0.1 and <= 0.5 ? minimizer : minimizer > 0.5 ? 0.5 : 0.1;
        }
        return null;
    }

    /// <summary>Gives f(x) and writes its gradient.</summary>
    internal delegate double Objective(float[] x, float[] gradient);
}
