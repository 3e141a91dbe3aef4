namespace MultimodalML.Discovery;

/// <summary>Settings of <see cref="DiscoveryRecipe.SelfDistillation"/>: a cosine classifier over known and novel categories that teaches itself.</summary>
/// <remarks>
/// <para>Loss of a step: (1 − s) (self-distillation between two views + mean-entropy term + contrast of the views) + s (cross-entropy + supervised contrast of the labelled rows), s = <see cref="SupervisedWeight"/>.</para>
/// <para>Source: Wen et al. 2023 (SimGCD), "Parametric Classification for Generalized Category Discovery", arXiv:2211.11727; the defaults are its own where nothing else is said.</para>
/// </remarks>
public sealed record SelfDistillationOptions
{
    /// <summary>s, the weight of the labelled rows' terms.</summary>
    /// <value>0 up to, not including, 1. Default 0.35.</value>
    public double SupervisedWeight { get; init; } = 0.35;

    /// <summary>τ of the student, and of the trained classifier.</summary>
    /// <value>Above 0. Default 0.1.</value>
    public double StudentTemperature { get; init; } = 0.1;

    /// <summary>τ of the teacher at the start.</summary>
    /// <value>Above 0. Default 0.07.</value>
    public double FirstTeacherTemperature { get; init; } = 0.07;

    /// <summary>τ of the teacher after the first 15 % of the steps, to which it falls along a cosine.</summary>
    /// <value>Above 0. Default 0.04.</value>
    public double TeacherTemperature { get; init; } = 0.04;

    /// <summary>Weight of the term that spreads the rows over the categories; the more, the more alike in size they are.</summary>
    /// <value>0 or more. Default 2.</value>
    public double MeanEntropyWeight { get; init; } = 2;

    /// <summary>Weight of the contrastive terms; 1 in the source.</summary>
    /// <value>0 or more. Default 0: on vectors they brought nothing.</value>
    public double ContrastWeight { get; init; }

    /// <summary>τ of the contrast of two views.</summary>
    /// <value>Above 0. Default 0.1.</value>
    public double ContrastTemperature { get; init; } = 0.1;

    /// <summary>Values of the projection behind which views are contrasted.</summary>
    /// <value>At least 1. Default 32.</value>
    public int ProjectionLength { get; init; } = 32;

    /// <summary>The teacher's temperature after a share of all steps.</summary>
    internal double TeacherTemperatureAt(double done)
    {
        const double WarmUp = 0.15;
        double left = done < WarmUp ? 0.5 * (1 + Math.Cos(Math.PI * done / WarmUp)) : 0;
        return TeacherTemperature + (left * (FirstTeacherTemperature - TeacherTemperature));
    }

    internal void Validate()
    {
        Throw.IfNotInRange(SupervisedWeight, 0, double.BitDecrement(1), nameof(SupervisedWeight));
        Throw.IfNotInRange(StudentTemperature, double.Epsilon, double.MaxValue, nameof(StudentTemperature));
        Throw.IfNotInRange(FirstTeacherTemperature, double.Epsilon, double.MaxValue, nameof(FirstTeacherTemperature));
        Throw.IfNotInRange(TeacherTemperature, double.Epsilon, double.MaxValue, nameof(TeacherTemperature));
        Throw.IfNotInRange(MeanEntropyWeight, 0, double.MaxValue, nameof(MeanEntropyWeight));
        Throw.IfNotInRange(ContrastWeight, 0, double.MaxValue, nameof(ContrastWeight));
        Throw.IfNotInRange(ContrastTemperature, double.Epsilon, double.MaxValue, nameof(ContrastTemperature));
        ArgumentOutOfRangeException.ThrowIfLessThan(ProjectionLength, 1);
    }
}
