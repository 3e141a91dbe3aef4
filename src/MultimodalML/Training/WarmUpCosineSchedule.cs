namespace MultimodalML.Training;

/// <summary>A learning rate that rises in a straight line, then falls along half a cosine to 0.</summary>
/// <remarks>
/// <para>With w warm-up steps of n: (s + 1) / (w + 1) for s below w, then ½ (1 + cos(π (s − w) / (n − w))).</para>
/// <para>Source: Loshchilov and Hutter 2017 (SGDR), arXiv:1608.03983, eq. 5, without restarts.</para>
/// </remarks>
/// <param name="steps">n, steps in all.</param>
/// <param name="warmUpFraction">w / n, 0 to 1.</param>
internal readonly struct WarmUpCosineSchedule(int steps, double warmUpFraction)
{
    private readonly int _warmUp = (int)(steps * warmUpFraction);

    /// <summary>Factor of the highest learning rate at a step, counted from 0; above 0 up to 1.</summary>
    public double Factor(int step) => step < _warmUp
        ? (step + 1.0) / (_warmUp + 1)
        : 0.5 * (1 + Math.Cos(Math.PI * (step - _warmUp) / (steps - _warmUp)));
}
