using System.Numerics;

namespace TorchSharp;

/// <summary>Functions of vectors of either real type, which <see cref="Vector"/> has for each type apart.</summary>
internal static class VectorFunctions
{
    public static Vector<T> Sin<T>(Vector<T> x) => typeof(T) == typeof(float)
        ? Vector.Sin(x.As<T, float>()).As<float, T>()
        : Vector.Sin(x.As<T, double>()).As<double, T>();

    public static Vector<T> Cos<T>(Vector<T> x) => typeof(T) == typeof(float)
        ? Vector.Cos(x.As<T, float>()).As<float, T>()
        : Vector.Cos(x.As<T, double>()).As<double, T>();

    public static Vector<T> Exp<T>(Vector<T> x) => typeof(T) == typeof(float)
        ? Vector.Exp(x.As<T, float>()).As<float, T>()
        : Vector.Exp(x.As<T, double>()).As<double, T>();

    public static Vector<T> Log<T>(Vector<T> x) => typeof(T) == typeof(float)
        ? Vector.Log(x.As<T, float>()).As<float, T>()
        : Vector.Log(x.As<T, double>()).As<double, T>();
}
