namespace MultimodalML.Visualization;

/// <summary>How far <see cref="TSne"/> is.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Iterations">Iterations in all.</param>
/// <param name="Divergence">KL(P‖Q) in nats, without exaggeration; lower is better.</param>
public readonly record struct TSneProgress(int Iteration, int Iterations, double Divergence);
