namespace MultimodalML.Training;

/// <summary>What a loss gets to know of the step it is computed for.</summary>
/// <param name="Rows">Row numbers, as the sampler ordered them.</param>
/// <param name="Random">The epoch's generator: for dropout and noise, so that a resumed training repeats them.</param>
/// <param name="Done">Share of the training's steps that are done, 0 up to, not including, 1.</param>
public readonly record struct TrainingStep(int[] Rows, Random Random, double Done = 0);
