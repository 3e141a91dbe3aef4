namespace MultimodalML.Visualization;

/// <summary>A point of the plane, in the units of the data.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
public readonly record struct PlotPoint(double X, double Y);
